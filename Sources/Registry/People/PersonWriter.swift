import Access
import Foundation
import Kernel
import Store

/// Writes people with all that hangs on them, many at once.
struct PersonWriter {
  let place: PersonPlace
  /// Where the facts come from: `window`, or the name of a list.
  let source: String
  let occasion: Occasion
  let secrets: PersonSecrets
  let session: any Session

  /// Writes new people and gives their keys in order.
  /// - Throws: `StoreError.unique` (`person_id_key`, `person_id_number_key`) if one of them is known.
  func insert(_ drafts: [PersonDraft]) throws -> [Int64] {
    guard !drafts.isEmpty else { return [] }
    let rows = try RowBatch(
      """
      INSERT INTO person (id, compartment_key, community_key, place_key, home_key, name, sex, birth_date,
        id_number_sealed, id_number_index, id_number_masked, document_kind, document_sealed, document_masked,
        version, created_at, changed_at)
      """, columns: 17, tail: "RETURNING person_key, id"
    ).insert(drafts.map(personRow), in: session)
    var keys: [EntityID: Int64] = [:]
    for row in rows { keys[try row["id"]] = try row["person_key"] }
    let written = drafts.compactMap { draft in keys[draft.id].map { (key: $0, draft: draft) } }
    try insertParts(written)
    return written.map(\.key)
  }

  /// Adds what else is told of people who are there already: what is new is written, what is known stays.
  func add(_ additions: [(key: Int64, draft: PersonDraft)]) throws { try insertParts(additions) }

  private func personRow(_ draft: PersonDraft) throws -> [SQLValue] {
    let number = draft.idNumber
    return [
      draft.id.sqlValue, secrets.compartmentKey.sqlValue, place.communityKey.sqlValue,
      (draft.home?.placeKey ?? place.communityKey).sqlValue, (draft.home?.key).sqlValue, draft.name.sqlValue,
      draft.sex.rawValue.sqlValue, draft.birthDate.sqlValue,
      try number.map { try secrets.seal($0.text, .idNumber, of: draft.id) }.sqlValue,
      try number.map { try secrets.index(.idNumber, $0.text) }.sqlValue, (number?.masked).sqlValue,
      (draft.document?.kind.rawValue).sqlValue,
      try draft.document.map { try secrets.seal($0.text, .document, of: draft.id) }.sqlValue,
      draft.document.map { Person.masked($0.text) }.sqlValue,
      1.sqlValue, occasion.now.sqlValue, occasion.now.sqlValue,
    ]
  }

  private func insertParts(_ people: [(key: Int64, draft: PersonDraft)]) throws {
    try insertWords("alias (person_key, alias, source, since)", people, \.aliases)
    try insertWords("tag (person_key, tag, source, since)", people, \.tags)
    try insertPhones(people)
    try insertContacts(people)
    try insertTerms(people)
  }

  private func insertWords(
    _ table: String, _ people: [(key: Int64, draft: PersonDraft)], _ words: KeyPath<PersonDraft, [String]>
  ) throws {
    let rows = people.flatMap { person in
      person.draft[keyPath: words].map { [person.key.sqlValue, $0.sqlValue, source.sqlValue, occasion.today.sqlValue] }
    }
    try RowBatch("INSERT INTO \(table)", columns: 4, tail: "ON CONFLICT DO NOTHING").insert(rows, in: session)
  }

  private func insertPhones(_ people: [(key: Int64, draft: PersonDraft)]) throws {
    let rows: [[SQLValue]] = try people.flatMap { person in
      try person.draft.phones.map { phone in
        let id = occasion.newID()
        return [
          id.sqlValue, person.key.sqlValue, (phone.isMobile ? "mobile" : "landline").sqlValue,
          try secrets.seal(phone.text, .phone, of: id).sqlValue, try secrets.index(.phone, phone.text).sqlValue,
          phone.masked.sqlValue, source.sqlValue, occasion.today.sqlValue,
        ]
      }
    }
    try RowBatch(
      "INSERT INTO phone (id, person_key, label, number_sealed, number_index, masked, source, since)", columns: 8,
      tail: "ON CONFLICT DO NOTHING"
    ).insert(rows, in: session)
  }

  private func insertContacts(_ people: [(key: Int64, draft: PersonDraft)]) throws {
    let rows: [[SQLValue]] = try people.flatMap { person in
      try person.draft.contacts.map { contact in
        let id = occasion.newID()
        return [
          id.sqlValue, person.key.sqlValue, contact.name.sqlValue, contact.relation.sqlValue,
          try secrets.seal(contact.phone.text, .contact, of: id).sqlValue, contact.phone.masked.sqlValue,
          occasion.today.sqlValue,
        ]
      }
    }
    try RowBatch(
      "INSERT INTO contact (id, person_key, name, relation, number_sealed, masked, since)", columns: 7
    ).insert(rows, in: session)
  }

  /// The terms go to the first place of the index, and from there, inside the database, to the others: that halves the
  /// time of a long list.
  private func insertTerms(_ people: [(key: Int64, draft: PersonDraft)]) throws {
    guard let first = place.searchScopes.first, !people.isEmpty else { return }
    let values: [[SQLValue]] = try people.flatMap { person in
      try PersonTerms.of(person.draft, digest: secrets.term).map { term in
        [first.sqlValue, term.text.sqlValue, person.key.sqlValue, term.kind.rawValue.sqlValue]
      }
    }
    try RowBatch(
      "INSERT INTO person_term (scope_key, term, person_key, kind)", columns: 4, tail: "ON CONFLICT DO NOTHING"
    ).insert(values, in: session)
    for start in stride(from: 0, to: people.count, by: RowBatch.most) {
      let keys = people[start..<min(start + RowBatch.most, people.count)].map(\.key)
      for scope in place.searchScopes.dropFirst() { try copyTerms(of: keys, from: first, to: scope) }
    }
  }

  private func copyTerms(of keys: [Int64], from: Int64, to: Int64) throws {
    try session.execute(
      """
      INSERT INTO person_term (scope_key, term, person_key, kind)
      SELECT \(to), t.term, t.person_key, t.kind FROM person_term t
      WHERE t.person_key IN (\(list: keys)) AND +t.scope_key = \(from) ON CONFLICT DO NOTHING
      """)
  }
}
