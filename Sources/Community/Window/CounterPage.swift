import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Registry
import Rulebook
import Store
import Trust
import Work

/// The counter: one field that finds anybody, the person, the item, the papers, and what can be done.
package struct CounterPage: Sendable {
  let vault: Vault
  let desk: OrderDesk
  let access: Access
  let entitlements: EntitlementRules

  package init(vault: Vault, desk: OrderDesk, access: Access, entitlements: EntitlementRules) {
    self.vault = vault
    self.desk = desk
    self.access = access
    self.entitlements = entitlements
  }

  package var endpoints: [Endpoint] {
    let asked: [Schema.Property] = [
      .optional("q", .text(max: 100)), .optional("person", .id), .optional("item", .text(max: 20)),
      .optional("f", .text(max: 100)),
    ]
    return [
      .read(Operation("counterPage", .get, CounterLinks.counter, .searchPeople, for: .page, "The window", query: asked))
      {
        .page("counter", try context($0))
      },
      .read(Operation("counterHits", .get, CounterLinks.hits, .searchPeople, for: .page, "People found", query: asked))
      {
        .fragment("counter-hits", ["found": try CounterHits(page: self, call: $0).found])
      },
      .read(Operation("counterItems", .get, CounterLinks.items, .searchPeople, for: .page, "Items found", query: asked))
      {
        .fragment("counter-items", ["finder": try CounterFinder(page: self, call: $0).finder(chosen: nil)])
      },
      .read(Operation("counterToday", .get, CounterLinks.today, .searchPeople, for: .page, "What is due today")) {
        .fragment("today", ["today": try CounterToday(page: self, call: $0).today])
      },
      .write(
        Operation(
          "acceptForm", .post, OrderLinks.orders, .createOrder, for: .page, "Accept a matter",
          body: [
            .init("id", .id), .init("item", .text(min: 1, max: 20)), .init("person", .id),
            .init("channel", .choice(OrderChannel.allCases.map(\.rawValue))),
            .optional("material", .list(.text(min: 1, max: 200), max: 100)), .optional("deed", .text(max: 20)),
          ]), accept),
    ]
  }

  /// The grant by which orders are read, if the reader has it.
  func orderGrant(_ action: AccessAction, _ call: Call) -> Grant? {
    try? access.grant(action, to: call.grant.actor, at: call.occasion.today)
  }

  private func accept(_ call: Call) throws -> Answer {
    guard let person = call.body.id("person"), let channel = OrderChannel(rawValue: call.body.text("channel") ?? "")
    else {
      throw Failure(.invalid, "problem.invalid")
    }
    let atOnce = call.body.text("deed") == CounterDeeds.atOnce
    let new = NewOrder(
      id: call.body.id("id"), item: call.body.text("item") ?? "", person: person, channel: channel,
      materials: call.body.texts("material"), result: atOnce ? call.say("order.resultAtOnce") : nil)
    switch try desk.accept(new, call.grant, on: call.occasion, in: call.session) {
    case .refused(let failure): return call.refused(failure)
    case .done(let receipt): return .seeOther(OrderLinks.order.link(receipt.id))
    }
  }

  private func context(_ call: Call) throws -> [String: JSON] {
    var members: [String: JSON] = [
      "q": .string(call.query.text("q") ?? ""), "found": try CounterHits(page: self, call: call).found,
      "today": try CounterToday(page: self, call: call).today,
    ]
    guard let id = call.query.id("person") else { return members }
    let view = try PersonStore.view(id: id, grant: call.grant, in: call.session)
    let orders =
      try orderGrant(.readOrder, call).map {
        try OrderQueue(desk).orders(ofPerson: view.person.key, limit: 50, $0, on: call.occasion, in: call.session)
      } ?? []
    var person = PersonCard(view, call).members
    person["ordersText"] = .string(call.say("say.ordersCount", ["count": "\(orders.count)"]))
    members["person"] = .object(person)
    let catalogue = try desk.rulebook.inForce(
      WindowCatalogue.self, at: view.person.placeKey, on: call.occasion.today, in: call.session)
    let suggested = entitlements.suggestion(
      age: view.age, tags: view.tags.map(\.text), had: Set(orders.map(\.item.code)))
    let code = call.query.text("item") ?? (call.query.text("f") == nil ? suggested?.item : nil)
    let item = code.flatMap { catalogue.content.item($0) }
    members["suggestion"] = suggestion(suggested, catalogue.content, chosen: item, id: id, call)
    let finder = CounterFinder(page: self, call: call)
    members["finder"] = try finder.finder(chosen: item)
    members["related"] = ["items": .array(finder.related(to: item, in: catalogue.content))]
    if let item {
      members.merge(try CounterDeeds(page: self, call: call, item: item, person: view).members) { $1 }
    }
    return members
  }

  private func suggestion(
    _ rule: EntitlementRules.Rule?, _ catalogue: WindowCatalogue, chosen: CatalogueItem?, id: EntityID, _ call: Call
  ) -> JSON {
    guard let rule, let item = catalogue.item(rule.item) else { return .null }
    let values = [
      "age": "\(rule.fromAge ?? 0)", "item": call.either(item.name.zh.replacing("申请", with: ""), item.name.en),
    ]
    return [
      "text": .string(call.say(rule.fromAge == nil ? "say.suggestTag" : "say.suggestAge", values)),
      "href": chosen?.code == item.code
        ? .null : .string(CounterLinks.counter.link(query: ["person": id.description, "item": item.code])),
    ]
  }
}
