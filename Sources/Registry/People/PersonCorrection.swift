import Access
import Kernel
import Organisation
import Store
import Trust

/// Adds to what the registry knows of a person: an alias, a tag, a phone. Each is an event; what is known already is
/// taken without one.
package struct PersonCorrection {
  private let person: Person
  private let grant: Grant
  private let occasion: Occasion
  private let vault: Vault
  private let session: any Session

  /// Locks the person until the transaction ends.
  /// - Throws: `notFound` if she isn't there or out of reach.
  package init(of id: EntityID, grant: Grant, occasion: Occasion, vault: Vault, in session: any Session) throws {
    let found = try PersonStore.person(id: id, grant: grant, in: session)
    try session.lock(.person(found.key))
    person = try PersonStore.person(id: id, grant: grant, in: session)
    (self.grant, self.occasion, self.vault, self.session) = (grant, occasion, vault, session)
  }

  /// What people call her.
  package func addAlias(_ text: String) throws {
    let alias: String
    switch Alias.read(text) {
    case .success(let read): alias = read
    case .failure(let problem): throw Failure.invalid(FieldFailure("/alias", Phrase(problem.rawValue)))
    }
    let known = try PersonStore.aliases(of: [person.key], in: session)[person.key] ?? []
    guard alias != person.name, !known.contains(where: { $0.text == alias }) else { return }
    try write("person.aliasAdded", ["alias": .sealed(alias)]) { $0.aliases = [alias] }
  }

  /// A word for her kind of situation, such as 独居.
  package func addTag(_ text: String) throws {
    let tag = text.filter { !$0.isWhitespace }
    guard (1...20).contains(tag.count) else {
      throw Failure.invalid(FieldFailure("/tag", tag.isEmpty ? "person.tag.missing" : "person.tag.tooLong"))
    }
    let known = try PersonStore.tags(of: [person.key], at: grant.day, in: session)[person.key] ?? []
    guard !known.contains(where: { $0.text == tag }) else { return }
    try write("person.tagAdded", ["tag": .sealed(tag)]) { $0.tags = [tag] }
  }

  package func addPhone(_ text: String) throws {
    let reading = PhoneNumber.readAll(text)
    guard reading.phones.count == 1, !reading.malformed else {
      throw Failure.invalid(FieldFailure("/phone", "person.dial.malformed"))
    }
    let phone = reading.phones[0]
    let index = try PersonSecrets(vault).index(.phone, phone.text)
    guard try !PersonAdditions.phones(of: [person.key], in: session)[person.key, default: []].contains(index) else {
      return
    }
    try write("person.phoneAdded", ["phone": .sealed(phone.text)]) { $0.phones = [phone] }
  }

  /// Somebody to be told or asked in her place.
  package func addContact(name: String, relation: String, phone text: String) throws {
    guard let reading = PersonName.read(name), !reading.formula else {
      throw Failure.invalid(FieldFailure("/name", "person.name.missing"))
    }
    let phones = PhoneNumber.readAll(text)
    guard phones.phones.count == 1, !phones.malformed else {
      throw Failure.invalid(FieldFailure("/phone", "person.dial.malformed"))
    }
    let contact = PersonDraft.Contact(name: reading.name, relation: relation, phone: phones.phones[0])
    try write(
      "person.contactAdded",
      ["name": .sealed(contact.name), "relation": .text(relation), "phone": .sealed(contact.phone.text)]
    ) { $0.contacts = [contact] }
  }

  private func write(_ action: String, _ change: [String: Trust.JSONValue], _ fill: (inout PersonDraft) -> Void) throws
  {
    guard let community = try PlaceStore.place(key: person.communityKey, in: session) else { throw Failure.notFound }
    let writer = PersonWriter(
      place: try PersonPlace(community: community, at: occasion.today, in: session), source: "window",
      occasion: occasion, secrets: try PersonSecrets(vault), session: session)
    var addition = PersonDraft(id: person.id, name: "")
    fill(&addition)
    try writer.add([(person.key, addition)])
    try PersonAdditions.touch([person.key], occasion: occasion, in: session)
    let place = try PlaceStore.place(key: person.placeKey, in: session)
    try Journal.append(
      try grant.event(
        action, subject: .person(person.id), in: .registry, place: place, change: change, on: occasion),
      sealing: vault, session)
  }
}
