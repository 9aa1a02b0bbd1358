import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Registry
import Store
import Trust
import Work

/// The page of one person, the form for a new one, and the showing of one masked value.
package struct PersonPages: Sendable {
  let vault: Vault
  let desk: OrderDesk
  let access: Access

  package init(vault: Vault, desk: OrderDesk, access: Access) {
    self.vault = vault
    self.desk = desk
    self.access = access
  }

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "newPersonPage", .get, PeopleLinks.new, .createPerson, for: .page, "Register somebody",
          query: [.optional("name", .text(max: 100))])
      ) { call in
        let typed = call.query.text("name") ?? ""
        let form = NewPersonForm(values: ["name": typed.contains { $0.isASCII } ? "" : typed], failures: [])
        return .page("person-new", form.context(call))
      },
      .write(
        Operation(
          "newPersonForm", .post, PeopleLinks.people, .createPerson, for: .page, "Register somebody",
          body: [
            .init("id", .id), .init("name", .text(max: 200)), .optional("idNumber", .text(max: 60)),
            .optional("sex", .choice(["male", "female", "unknown", "notStated"])),
            .optional("birthDate", .text(max: 40)),
            .optional("phones", .text(max: 400)), .optional("home", .text(max: 200)),
            .optional("aliases", .text(max: 200)),
            .init("community", .text(max: 12)), .optional("another", .text(max: 10)),
          ]), onFailure: NewPersonForm.again
      ) { call in
        let view = try PersonCreation.create(
          NewPersonForm.person(call.body), grant: call.grant, occasion: call.occasion, vault: vault, in: call.session)
        return .seeOther("/counter?person=\(view.id)")
      },
      .read(Operation("personPage", .get, PeopleLinks.person, .readPerson, for: .page, "One person")) { call in
        .page("person", try context(call, id: call.pathID(), shown: nil))
      },
      .write(
        Operation(
          "discloseForm", .post, PeopleLinks.disclosure, .disclosePerson, for: .page, "Show one masked value",
          body: [
            .init("field", .text(min: 1, max: 60)), .init("purpose", .text(min: 1, max: 200)),
            .optional("return", .text(max: 1000)),
          ], keepsAnswer: false), disclose),
    ]
  }

  private func disclose(_ call: Call) throws -> Answer {
    let field = call.body.text("field") ?? ""
    guard let value = PersonDisclosure.Value(field) else { throw Failure.notFound }
    let plain = try PersonDisclosure.disclose(
      value, of: call.pathID(), purpose: call.body.text("purpose"), grant: call.grant, occasion: call.occasion,
      vault: vault,
      in: call.session)
    if call.fragment != nil {
      let view = try PersonStore.view(id: call.pathID(), grant: call.grant, in: call.session)
      let card = PersonCard(view, call, shown: (field, plain))
      guard case .object(let members) = card.value(of: field) else { throw Failure.notFound }
      return .fragment("masked", members)
    }
    let reading = call.with(grant: try access.grant(.readPerson, to: call.grant.actor, at: call.occasion.today))
    var answer = Answer.page("person", try context(reading, id: call.pathID(), shown: (field, plain)))
    // Without a script the value is hidden again by going back to the page.
    answer.headers[.refresh] = "30; url=\(PeopleLinks.person.link(try call.pathID()))"
    return answer
  }

  private func context(_ call: Call, id: EntityID, shown: (field: String, value: String)?) throws -> [String: JSON] {
    let view = try PersonStore.view(id: id, grant: call.grant, in: call.session)
    let card = PersonCard(view, call, shown: shown)
    var person = card.members
    person["counter"] = .string("/counter?person=\(id)")
    person["hasAliases"] = .bool(!view.aliases.isEmpty)
    person["aliasesText"] = .string(view.aliases.map(\.text).joined(separator: call.say("say.listComma")))
    person["hasTags"] = .bool(!view.tags.isEmpty)
    person["tagFacts"] = .array(
      view.tags.map {
        [
          "name": .string($0.text),
          "source": .string(
            call.say("person.tagSource", ["source": source($0.source, call), "day": call.day($0.since)])),
        ]
      })
    let orders = try orders(of: view.person, call)
    let open = orders.filter { $0.closedAt == nil }.count
    return [
      "person": .object(person),
      "ordersSummary": .string(call.say("say.ordersSplit", ["open": "\(open)", "closed": "\(orders.count - open)"])),
      "hasOrders": .bool(!orders.isEmpty), "orders": .array(orders.map { line($0, call) }),
      "household": household(view, call), "looks": .array(try looks(of: view, call)),
    ]
  }

  private func source(_ word: String, _ call: Call) -> String {
    ["window", "list"].contains(word) ? call.say("person.source.\(word)") : word
  }

  private func orders(of person: Person, _ call: Call) throws -> [OrderLine] {
    guard let grant = try? access.grant(.readOrder, to: call.grant.actor, at: call.occasion.today) else { return [] }
    return try OrderQueue(desk).orders(ofPerson: person.key, limit: 50, grant, on: call.occasion, in: call.session)
  }

  private func line(_ order: OrderLine, _ call: Call) -> JSON {
    [
      "id": JSON(order.id), "href": .string(OrderLinks.order.link(order.id)),
      "at": .string(call.moment(order.acceptedAt)),
      "item": .string(call.either(order.item.name.zh, order.item.name.en)),
      "state": [
        "kind": .string(OrderWords.kind(order.urgency, order.state)),
        "text": .string(OrderWords.step(order.state, call)),
      ],
      "owner": .string(
        [call.either(order.owner.unitName, order.owner.unitNameEn), order.owner.name].compactMap { $0 }.joined(
          separator: " ")),
      "number": .string("\(order.number.running)"),
    ]
  }

  private func household(_ view: PersonView, _ call: Call) -> JSON {
    guard !view.household.isEmpty else { return .null }
    return [
      "home": JSON(view.home.map { call.either($0.address.chinese, $0.address.short) }),
      "members": .array(
        view.household.map { member in
          [
            "name": .string(member.name), "sexAge": "",
            "href": member.id == view.id ? .null : .string(PeopleLinks.person.link(member.id)),
            "relation": .string(member.isHead ? call.say("say.head") : member.relation),
          ]
        }),
    ]
  }

  private func looks(of view: PersonView, _ call: Call) throws -> [JSON] {
    guard call.grant.sees(.lookers) else { return [] }
    return try PersonStore.lookers(of: view.id, limit: 20, grant: call.grant, in: call.session).map { looker in
      let what = String(looker.what.prefix { $0 != ":" })
      return [
        "who": .string(looker.name),
        "what": .string(call.say("act.disclosure", ["what": call.say("person.opened.\(what)")])),
        "why": .string(purpose(looker.purpose, call)), "at": .string(call.moment(looker.at)),
      ]
    }
  }

  private func purpose(_ word: String?, _ call: Call) -> String {
    guard let word else { return "" }
    return ["verify", "contact", "account", "other"].contains(word) ? call.say("purpose.\(word)") : word
  }
}

extension HTTPField.Name {
  fileprivate static let refresh = HTTPField.Name("Refresh")!
}
