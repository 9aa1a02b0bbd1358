import Kernel
import Pages
import Registry
import Work

/// A person as the pages of the community show her.
package struct PersonCard {
  let view: PersonView
  let call: Call
  /// A value that was just opened: its field's word and itself. Shown once.
  let shown: (field: String, value: String)?

  init(_ view: PersonView, _ call: Call, shown: (field: String, value: String)? = nil) {
    self.view = view
    self.call = call
    self.shown = shown
  }

  /// `刘姨，女，81岁`.
  var summary: String {
    (view.aliases.map(\.text) + [PersonWords.sexAndAge(view.sex, view.age, call)]).filter { !$0.isEmpty }
      .joined(separator: call.say("frame.comma"))
  }

  private var disclosure: String { PeopleLinks.disclosure.link(view.id) }

  private func masked(_ masked: String, what: String, label: String? = nil, field: String) -> JSON {
    PersonWords.masked(
      masked, what: what, label: label, field: field, disclosure: disclosure, call,
      shown: shown.flatMap { $0.field == field ? $0.value : nil })
  }

  var idNumber: JSON {
    let what = call.say("person.idNumber")
    if let number = view.idNumber { return masked(number, what: what, field: PersonDisclosure.Value.idNumber.word) }
    return view.document.map { masked($0.masked, what: what, field: PersonDisclosure.Value.document.word) } ?? .null
  }

  var phones: JSON {
    .array(
      view.phones.map { phone in
        let what = call.say(phone.masked.contains("-") ? "person.landline" : "person.phone")
        return masked(phone.masked, what: what, label: what, field: PersonDisclosure.Value.phone(phone.id).word)
      })
  }

  var contacts: JSON {
    .array(
      view.contacts.map { contact in
        [
          "who": .string(contact.relation + contact.name),
          "phone": masked(
            contact.masked, what: call.say("person.phone"), field: PersonDisclosure.Value.contact(contact.id).word),
        ]
      })
  }

  /// The one masked value of a field, for the script that puts it in the place of the old one.
  func value(of field: String) -> JSON {
    if field == PersonDisclosure.Value.idNumber.word || field == PersonDisclosure.Value.document.word {
      return idNumber
    }
    if let phone = view.phones.first(where: { PersonDisclosure.Value.phone($0.id).word == field }) {
      return masked(phone.masked, what: call.say("person.phone"), field: field)
    }
    guard let contact = view.contacts.first(where: { PersonDisclosure.Value.contact($0.id).word == field }) else {
      return .null
    }
    return masked(contact.masked, what: call.say("person.phone"), field: field)
  }

  /// What every page shows of her.
  var members: [String: JSON] {
    [
      "id": JSON(view.id), "href": .string(PeopleLinks.person.link(view.id)), "name": JSON(view.name),
      "summary": .string(summary), "tags": .array(view.tags.map { .string($0.text) }), "idNumber": idNumber,
      "home": JSON(view.home.map { call.either($0.address.chinese, $0.address.short) }), "phones": phones,
      "contacts": contacts, "facts": .array(facts),
    ]
  }

  private var facts: [JSON] {
    let others = view.household.filter { $0.id != view.id }
    guard !view.household.isEmpty else { return [] }
    let own = view.household.first { $0.id == view.id }
    let words = [
      own?.isHead == true ? call.say("say.head") : own?.relation,
      others.isEmpty ? nil : call.say("say.withOthers", ["count": "\(others.count)"]),
    ].compactMap { $0?.isEmpty == false ? $0 : nil }
    guard !words.isEmpty else { return [] }
    return [
      [
        "label": .string(call.say("person.householdFact")),
        "value": .string(words.joined(separator: call.say("frame.comma"))),
      ]
    ]
  }
}
