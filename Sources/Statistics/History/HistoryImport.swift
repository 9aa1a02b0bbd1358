import Access
import Foundation
import Kernel
import Organisation
import Store
import Trust
import Work

/// Takes the history of an office in: facts that are counted but were never orders or visits here.
///
/// Rows go in batches, each a transaction that writes facts, counts and how far it came; so an import that was cut off
/// goes on where it stopped when the same file is given again, and a file that was taken changes nothing.
package struct HistoryImport: Sendable {
  /// Rows of a transaction.
  static let batch = 2000

  private let database: Database
  private let zone: Zone

  package init(database: Database, zone: Zone = .shanghai) {
    self.database = database
    self.zone = zone
  }

  /// What is taken in.
  package struct File: Sendable {
    package let name: String
    /// SHA-256 of the file's bytes.
    package let digest: Data
    package let headings: [String]

    package init(name: String, digest: Data, headings: [String]) {
      self.name = name
      self.digest = digest
      self.headings = headings
    }
  }

  /// - Parameters:
  ///   - rows: the file's records below its headings, in order.
  ///   - actor: who does it, for the journal; `.system` for the making of a demo.
  /// - Throws: `Failure(.invalid, "history.headings")` for other headings; what `rows` throws.
  package func take(
    _ file: File, rows: some Sequence<[String]>, actor: EventActor, on occasion: Occasion
  ) async throws -> HistoryReport {
    guard let layout = HistoryLayout(headings: file.headings) else {
      throw Failure(
        .invalid,
        Phrase(
          "history.headings",
          ["headings": HistoryLayout.allCases.map { $0.headings.joined(separator: ",") }.joined(separator: "; ")]))
    }
    let key = try await begin(file, actor: actor, on: occasion)
    var report = HistoryReport()
    var batch: [[String]] = []
    var first = 0
    for row in rows {
      batch.append(row)
      if batch.count == Self.batch {
        try await take(batch, from: first, of: key, layout, into: &report)
        first += batch.count
        batch = []
      }
    }
    try await take(batch, from: first, of: key, layout, into: &report)
    try await finish(file, report, actor: actor, on: occasion)
    return report
  }

  private func begin(_ file: File, actor: EventActor, on occasion: Occasion) async throws -> Int64 {
    let id = occasion.newID()
    return try await database.write { session in
      try session.lock(.named("history"))
      if let known = try HistoryStore.find(digest: file.digest, in: session) { return known.key }
      return try HistoryStore.begin(
        id: id, fileName: file.name, digest: file.digest, accountKey: actor.accountKey, now: occasion.now, in: session)
    }
  }

  private func take(
    _ rows: [[String]], from first: Int, of importKey: Int64, _ layout: HistoryLayout, into report: inout HistoryReport
  ) async throws {
    guard !rows.isEmpty else { return }
    let zone = zone
    let part = try await database.write { session in
      try session.lock(.named("history"))
      let done = try HistoryStore.received(importKey, in: session)
      var batch = HistoryBatch(layout: layout, zone: zone, in: session)
      for (index, cells) in rows.enumerated() where first + index >= done {
        try batch.read(cells, row: first + index + 2)
      }
      try batch.write(importKey: importKey)
      return batch.report(received: rows.count)
    }
    report.add(part)
  }

  private func finish(_ file: File, _ report: HistoryReport, actor: EventActor, on occasion: Occasion) async throws {
    guard report.alreadyThere < report.received else { return }
    let event = Event(
      id: occasion.newID(), compartment: .organisation, action: "history.imported",
      subject: Subject(kind: "import", id: occasion.requestID), actor: actor, happenedAt: occasion.now,
      recordedAt: occasion.now, requestID: occasion.requestID,
      change: [
        "received": .integer(Int64(report.received)), "taken": .integer(Int64(report.taken)),
        "refused": .integer(Int64(report.refused)),
      ])
    try await database.write { session in try Journal.append(event, session) }
  }
}

extension HistoryReport {
  mutating func add(_ part: HistoryReport) {
    received += part.received
    taken += part.taken
    refused += part.refused
    alreadyThere += part.alreadyThere
    refusals += part.refusals.prefix(Self.mostRefusals - refusals.count)
  }
}
