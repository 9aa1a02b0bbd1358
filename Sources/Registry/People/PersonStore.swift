import Access
import Foundation
import Kernel
import Organisation
import Store

/// All SQL that reads people. Every query is filtered by the grant's reach, unless its comment says why not.
package enum PersonStore {
  /// The person, if she is in reach. - Throws: `notFound`.
  package static func person(id: EntityID, grant: Grant, in session: any Session) throws -> Person {
    let row = try session.first(
      "SELECT \(columns) FROM person p WHERE p.id = \(id) AND \(grant.condition(place: "p.place_key"))")
    guard let row else { throw Failure.notFound }
    return try person(row)
  }

  package static func people(keys: [Int64], grant: Grant, in session: any Session) throws -> [Person] {
    guard !keys.isEmpty else { return [] }
    return try session.all(
      """
      SELECT \(columns) FROM person p
      WHERE p.person_key IN (\(list: keys)) AND \(grant.condition(place: "p.place_key"))
      """
    ).map(person)
  }

  /// What `getPerson` shows. Reading her page is no event; opening a masked value is. - Throws: `notFound`.
  package static func view(id: EntityID, grant: Grant, in session: any Session) throws -> PersonView {
    let person = try person(id: id, grant: grant, in: session)
    return try views(of: [person], grant: grant, in: session)[0]
  }

  /// The views of some people in their order, with a fixed number of queries.
  package static func views(of people: [Person], grant: Grant, in session: any Session) throws -> [PersonView] {
    let keys = people.map(\.key)
    let aliases = grant.sees(.name) ? try aliases(of: keys, in: session) : [:]
    let phones = grant.sees(.phones) ? try phones(of: keys, at: grant.day, in: session) : [:]
    let tags = grant.sees(.tags) ? try tags(of: keys, at: grant.day, in: session) : [:]
    let contacts = grant.sees(.contacts) ? try contacts(of: keys, at: grant.day, in: session) : [:]
    let homes = grant.sees(.home) ? try HomeStore.homes(keys: people.compactMap(\.homeKey), in: session) : [:]
    let households =
      grant.sees(.home) && grant.sees(.name)
      ? try HouseholdStore.members(ofPeople: keys, grant: grant, in: session) : [:]
    return people.map { person in
      var view = PersonView(person, grant: grant)
      view.aliases = aliases[person.key] ?? []
      view.phones = phones[person.key] ?? []
      view.tags = tags[person.key] ?? []
      view.contacts = contacts[person.key] ?? []
      view.home = person.homeKey.flatMap { homes[$0] }
      view.household = households[person.key] ?? []
      return view
    }
  }

  /// Whether the compartment has somebody with this ID number, wherever she lives. Not filtered: an ID number is one
  /// person's, and a second record of her is what must not be. The caller tells nothing but that the number is known.
  package static func hasIDNumber(index: Data, compartmentKey: Int64, in session: any Session) throws -> Bool {
    try session.first(
      "SELECT 1 AS yes FROM person WHERE compartment_key = \(compartmentKey) AND id_number_index = \(index)") != nil
  }

  /// Whether an entity has this id already. Not filtered: ids are unique everywhere.
  package static func has(id: EntityID, in session: any Session) throws -> Bool {
    try session.first("SELECT 1 AS yes FROM person WHERE id = \(id)") != nil
  }

  static let columns: SQL =
    """
    p.person_key, p.id, p.community_key, p.place_key, p.home_key, p.name, p.sex, p.birth_date, p.id_number_masked,
    p.document_kind, p.document_masked, p.version
    """

  static func person(_ row: Row) throws -> Person {
    let kind: String? = try row["document_kind"]
    let masked: String? = try row["document_masked"]
    return Person(
      key: try row["person_key"], id: try row["id"], communityKey: try row["community_key"],
      placeKey: try row["place_key"], homeKey: try row["home_key"], name: try row["name"],
      sex: Sex(rawValue: try row["sex"]) ?? .unknown, birthDate: try row["birth_date"],
      idNumberMasked: try row["id_number_masked"],
      document: kind.flatMap(Person.MaskedDocument.Kind.init).flatMap { kind in
        masked.map { Person.MaskedDocument(kind: kind, masked: $0) }
      },
      version: try row["version"])
  }
}
