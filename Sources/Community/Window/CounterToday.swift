import Access
import Kernel
import Organisation
import Pages
import Work

/// What is due today, and today's figures.
struct CounterToday {
  let page: CounterPage
  let call: Call
  private static let most = 5

  var today: JSON {
    get throws {
      guard let grant = page.orderGrant(.listOrders, call) else { return .null }
      let filter = OrderFilter(due: .by(call.occasion.today), limit: Self.most)
      let due = try OrderQueue(page.desk).list(filter, grant, on: call.occasion, in: call.session)
      let counts = try OrderCounts.read(grant, on: call.occasion, in: call.session)
      return [
        "dueCount": counts.dueToday.value > 0 ? .string(call.say("say.count", ["count": counts.dueToday.text])) : .null,
        "dueHref": .string(OrderLinks.orders.link(query: ["due": "today"])), "due": .array(due.lines.map(line)),
        "figures": .array(try figures(counts)),
      ]
    }
  }

  private func line(_ line: OrderLine) -> JSON {
    let who = [line.person.name, line.person.home].compactMap { $0 }.joined(separator: call.say("frame.comma"))
    return [
      "href": .string(OrderLinks.order.link(line.id)),
      "title": .string(call.either(line.item.name.zh, line.item.name.en)),
      "who": .string(who),
      "state": [
        "kind": .string(OrderWords.kind(line.urgency, line.state)), "text": .string(call.say(line.urgency.reason)),
      ],
    ]
  }

  private func figures(_ counts: OrderCounts) throws -> [JSON] {
    guard let place = call.grant.scopes.compactMap(\.assignment?.place).first else { return [] }
    let day = call.occasion.today
    let tally = try Tally.amounts(at: place.key, from: day, to: day, in: call.session)
    let accepted = tally[.matter] ?? 0
    let figure = { (label: String, value: String) -> JSON in
      ["label": .string(call.say(label)), "value": .string(value)]
    }
    return [
      figure("today.accepted", call.say("say.count", ["count": "\(accepted)"])),
      figure("today.closed", call.say("say.count", ["count": "\(tally[.closed] ?? 0)"])),
      figure(
        "today.atOnce", call.say("say.atOnceOf", ["part": "\(tally[.closedSameDay] ?? 0)", "whole": "\(accepted)"])),
      figure("today.open", call.say("say.count", ["count": (counts.open[.place] ?? counts.dueToday).text])),
    ]
  }
}
