import Access
import Foundation
import Kernel
import Lists
import Organisation
import Store
import Trust

/// Takes a list of residents into the registry: every row is kept as a record, every person who can be told is made or
/// found, and nobody's identity is guessed.
package struct ResidentImport: Sendable {
  package let report: ListReport
  /// The code of the community whose residents these are, 12 digits.
  package let community: String
  package let fileName: String
  /// SHA-256 of the file, by which the same file is known again.
  package let digest: Data
  package let grids: GridMap

  package init(report: ListReport, community: String, fileName: String, digest: Data, grids: GridMap = GridMap()) {
    self.report = report
    self.community = community
    self.fileName = fileName
    self.digest = digest
    self.grids = grids
  }

  /// The whole list in one transaction: a run that is cut off leaves nothing, and the same file twice changes nothing.
  /// - Throws: `notFound` if the community isn't there or out of reach.
  package func take(grant: Grant, occasion: Occasion, vault: Vault, database: Database) async throws -> ImportResult {
    try await database.write { try take(grant: grant, occasion: occasion, vault: vault, in: $0) }
  }

  /// The same inside the caller's transaction.
  package func take(grant: Grant, occasion: Occasion, vault: Vault, in session: any Session) throws -> ImportResult {
    guard let place = try PlaceStore.place(code: community, at: grant.day, in: session), place.level == .community,
      try grant.reaches(place: place.key, in: session)
    else { throw Failure.notFound }
    try session.lock(.named("import:\(place.key)"))
    if let before = try ImportStore.result(digest: digest, communityKey: place.key, in: session) { return before }
    let writer = PersonWriter(
      place: try PersonPlace(community: place, at: occasion.today, in: session), source: fileName, occasion: occasion,
      secrets: try PersonSecrets(vault), session: session)
    return try take(place, writer: writer, grant: grant, vault: vault)
  }

  private func take(_ place: Place, writer: PersonWriter, grant: Grant, vault: Vault) throws -> ImportResult {
    let (session, occasion) = (writer.session, writer.occasion)
    let homes = try ImportHomes.ensure(
      report.taken.compactMap { $0.person?.livedIn }, communityKey: place.key, grids: grids, occasion: occasion,
      in: session)
    let known = try KnownPeople(report: report, communityKey: place.key, secrets: writer.secrets, in: session)
    var plan = ImportPlan(known: known, homes: homes, communityKey: place.key, newID: occasion.newID)
    for row in report.rows { plan.take(row) }
    let keys = try ImportPeople(writer: writer).write(plan.people)
    try ImportHouseholds(occasion: occasion, session: session).write(plan.people, keys: keys)
    var result = ImportResult(id: occasion.newID(), takenAt: occasion.now, counts: plan.counts)
    result.created = plan.people.count { $0.known == nil }
    result.matched = plan.people.count - result.created
    try ImportStore.write(
      result, rows: plan.rows, keys: keys, import: self, communityKey: place.key,
      accountKey: grant.account().key, secrets: writer.secrets, in: session)
    try journal(result, place: place, grant: grant, occasion: occasion, vault: vault, in: session)
    return result
  }

  private func journal(
    _ result: ImportResult, place: Place, grant: Grant, occasion: Occasion, vault: Vault, in session: any Session
  ) throws {
    var change: [String: Trust.JSONValue] = [
      "digest": .text(digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()),
      "file": .sealed(fileName), "kind": "residents",
    ]
    for outcome in RowOutcome.allCases { change[outcome.rawValue] = .integer(Int64(result.count(outcome))) }
    change["created"] = .integer(Int64(result.created))
    change["matched"] = .integer(Int64(result.matched))
    try Journal.append(
      try grant.event(
        "list.imported", subject: Subject(kind: "list", id: result.id), in: .registry, place: place, change: change,
        on: occasion),
      sealing: vault, session)
  }
}

extension TakenPerson {
  /// The home in which she lives; a building or unit alone is none.
  var livedIn: HomeAddress? { home?.room == nil ? nil : home }
}
