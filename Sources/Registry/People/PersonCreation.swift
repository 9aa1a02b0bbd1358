import Access
import Foundation
import Kernel
import Organisation
import Store
import Trust

/// Writes a person into the registry: once, with a sound number or none, in a community that the worker reaches.
package enum PersonCreation {
  /// Runs inside the caller's transaction.
  ///
  /// - Throws: `invalid` with a failure for every field that can't be taken, `notFound` if the community isn't there or
  ///   out of reach, `conflict` if the ID number or the entity's id is known (in the same words wherever she lives).
  package static func create(
    _ body: NewPerson, grids: GridMap = GridMap(), grant: Grant, occasion: Occasion, vault: Vault,
    in session: any Session
  ) throws -> PersonView {
    let reading = NewPersonReading(body, today: occasion.today)
    guard reading.failures.isEmpty, let code = reading.community else {
      throw Failure(.invalid, "problem.invalid", fields: reading.failures)
    }
    let community = try self.community(code, grant: grant, in: session)
    let secrets = try PersonSecrets(vault)
    let draft = try draft(reading, id: body.id, community: community, grids: grids, occasion: occasion, in: session)
    try refuseKnown(draft, secrets: secrets, in: session)
    let writer = PersonWriter(
      place: try PersonPlace(community: community, at: occasion.today, in: session), source: "window",
      occasion: occasion, secrets: secrets, session: session)
    try insert(draft, by: writer)
    try journal(draft, community: community, grant: grant, occasion: occasion, vault: vault, in: session)
    return try PersonStore.view(id: draft.id, grant: grant, in: session)
  }

  private static func community(_ code: PlaceCode, grant: Grant, in session: any Session) throws -> Place {
    guard let place = try PlaceStore.place(code: code.text, at: grant.day, in: session), place.level == .community,
      try grant.reaches(place: place.key, in: session)
    else { throw Failure.notFound }
    return place
  }

  private static func draft(
    _ reading: NewPersonReading, id: EntityID?, community: Place, grids: GridMap, occasion: Occasion,
    in session: any Session
  ) throws -> PersonDraft {
    var draft = PersonDraft(id: id ?? occasion.newID(), name: reading.name)
    draft.sex = reading.sex
    draft.birthDate = reading.birthDate
    draft.idNumber = reading.idNumber
    draft.phones = reading.phones
    draft.aliases = reading.aliases
    draft.home = try reading.home.map {
      try HomeStore.ensure($0, communityKey: community.key, grids: grids, occasion: occasion, in: session)
    }
    return draft
  }

  private static func refuseKnown(_ draft: PersonDraft, secrets: PersonSecrets, in session: any Session) throws {
    if try PersonStore.has(id: draft.id, in: session) { throw Failure(.conflict, "person.idTaken") }
    guard let number = draft.idNumber else { return }
    let index = try secrets.index(.idNumber, number.text)
    if try PersonStore.hasIDNumber(index: index, compartmentKey: secrets.compartmentKey, in: session) {
      throw Failure(.conflict, "person.known")
    }
  }

  /// Two windows may write the same person at once: the index lets one of them through, the other hears that she is
  /// known.
  private static func insert(_ draft: PersonDraft, by writer: PersonWriter) throws {
    do {
      _ = try writer.session.savepoint { try writer.insert([draft]) }
    } catch StoreError.unique(name: "person_id_number_key") {
      throw Failure(.conflict, "person.known")
    } catch StoreError.unique(name: "person_id_key") {
      throw Failure(.conflict, "person.idTaken")
    }
  }

  private static func journal(
    _ draft: PersonDraft, community: Place, grant: Grant, occasion: Occasion, vault: Vault, in session: any Session
  ) throws {
    let place = try draft.home?.gridKey.flatMap { try PlaceStore.place(key: $0, in: session) } ?? community
    var change: [String: Trust.JSONValue] = ["name": .sealed(draft.name)]
    change["sex"] = .integer(Int64(draft.sex.rawValue))
    change["birthDate"] = draft.birthDate.map { .sealed($0.iso) }
    change["idNumber"] = draft.idNumber.map { .sealed($0.text) }
    change["home"] = draft.home.map { .sealed($0.address.short) }
    if !draft.phones.isEmpty { change["phones"] = .array(draft.phones.map { .sealed($0.text) }) }
    if !draft.aliases.isEmpty { change["aliases"] = .array(draft.aliases.map { .sealed($0) }) }
    try Journal.append(
      try grant.event(
        "person.created", subject: .person(draft.id), in: .registry, place: place, change: change, on: occasion),
      sealing: vault, session)
  }
}

extension Subject {
  package static func person(_ id: EntityID) -> Subject { Subject(kind: "person", id: id) }
}
