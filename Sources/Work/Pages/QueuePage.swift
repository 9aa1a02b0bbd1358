import Access
import HTTPTypes
import Kernel
import Pages
import Store

/// The lists of orders on one page: my department's queue, my community's, what I began, what I did.
package struct QueuePage: Sendable {
  let desk: OrderDesk
  /// Which list the page shows; the words of its address.
  private enum View: String, CaseIterable {
    case toDo = "to-do"
    case handled, started
    var list: OrderFilter.List? {
      switch self {
      case .toDo: nil
      case .handled: .done
      case .started: .first
      }
    }
  }

  package init(desk: OrderDesk) { self.desk = desk }

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "ordersPage", .get, OrderLinks.orders, .listOrders, for: .page, "The lists",
          query: [
            .optional("view", .text(max: 20)), .optional("state", .text(max: 20)), .optional("due", .text(max: 10)),
            .optional("q", .text(max: 100)), .optional("cursor", .text(max: 200)),
            .optional("from", .integer(min: 1, max: 1_000_000)),
          ]), page)
    ]
  }

  private func page(_ call: Call) throws -> Answer {
    let view = View(rawValue: call.query.text("view") ?? "") ?? .toDo
    let state = call.query.text("state") ?? ""
    let due = call.query.text("due") ?? ""
    let number = call.query.text("q") ?? ""
    if !number.isEmpty, let found = try order(numbered: number, call) { return .seeOther(OrderLinks.order.link(found)) }
    var filter = OrderFilter(
      list: view.list, limit: 50, cursor: call.query.text("cursor").flatMap(OrderFilter.Cursor.init))
    if let one = OrderState(rawValue: state) { filter.state = .one(one) }
    if view != .handled, filter.state != .one(.closed) {
      filter.due = due == "late" ? .overdue : due == "today" ? .by(call.occasion.today) : nil
    }
    let page =
      number.isEmpty
      ? try OrderQueue(desk).list(filter, call.grant, on: call.occasion, in: call.session)
      : OrderPage(lines: [], next: nil)
    let counts = try OrderCounts.read(call.grant, on: call.occasion, in: call.session)
    return .page("orders", context(page, counts, view: view, state: state, due: due, call))
  }

  private func order(numbered text: String, _ call: Call) throws -> EntityID? {
    try OrderQueue(desk).order(numbered: text, call.grant, in: call.session)
  }

  private func context(
    _ page: OrderPage, _ counts: OrderCounts, view: View, state: String, due: String, _ call: Call
  ) -> [String: JSON] {
    let from = call.query.integer("from") ?? 1
    let filtered = !state.isEmpty || !due.isEmpty || call.query.text("q")?.isEmpty == false
    let link = { (query: KeyValuePairs<String, String?>) in JSON.string(OrderLinks.orders.link(query: query)) }
    let total = view == .toDo && !filtered ? count(toDo(counts), call) : nil
    return [
      "heading": .string(call.say("orders.\(Self.word(view))")),
      "total": .string(total ?? ""), "q": .string(call.query.text("q") ?? ""), "view": .string(view.rawValue),
      "reset": filtered ? link(["view": view == .toDo ? nil : view.rawValue]) : .null,
      "viewGroups": .array(groups(counts, view: view, state: state, due: due, call)),
      "states": .array(
        [choice("", call.say("orders.anyState"), state)]
          + OrderState.allCases.map { choice($0.rawValue, OrderWords.step($0, call), state) }),
      "dues": .array([
        choice("", call.say("orders.anyDue"), due), choice("late", call.say("orders.late"), due),
        choice("today", call.say("orders.today"), due),
      ]),
      "hasRows": .bool(!page.lines.isEmpty), "groups": .array(rows(page.lines, call)),
      "emptyTitle": .string(filtered ? call.say("orders.emptyFilter") : call.say("orders.emptyTitle")),
      "emptyText": .string(filtered ? "" : call.say("orders.emptyText")),
      "emptyHref": filtered ? .string(OrderLinks.orders.link) : .null,
      "pages": [
        "first": from > 1 ? link(["view": view.rawValue, "state": state, "due": due]) : .null,
        "shown": .string(
          page.lines.isEmpty
            ? "" : call.say("orders.shown", ["from": "\(from)", "to": "\(from + page.lines.count - 1)"])),
        "next": page.next.map {
          link([
            "view": view.rawValue, "state": state, "due": due, "from": "\(from + page.lines.count)", "cursor": $0.text,
          ])
        } ?? .null,
      ],
    ]
  }

  private static func word(_ view: View) -> String { view == .toDo ? "toDo" : view.rawValue }

  private func count(_ count: OrderCounts.Count, _ call: Call) -> String {
    call.say("orders.total", ["count": count.text])
  }

  private func toDo(_ counts: OrderCounts) -> OrderCounts.Count {
    let place = counts.open[.place] ?? OrderCounts.Count(value: 0, isMore: false)
    return place.value > 0 ? place : counts.open[.unit] ?? place
  }

  private func groups(_ counts: OrderCounts, view: View, state: String, due: String, _ call: Call) -> [JSON] {
    func entry(
      _ query: KeyValuePairs<String, String?>, _ label: String, _ count: OrderCounts.Count?, _ kind: String,
      _ current: Bool
    )
      -> JSON
    {
      [
        "href": .string(OrderLinks.orders.link(query: query)), "label": .string(call.say(label)),
        "count": .string(count?.text ?? ""), "kind": .string(kind), "current": .bool(current),
      ]
    }
    let plain = state.isEmpty && due.isEmpty
    let mine = [
      entry([:], "orders.toDo", toDo(counts), "", view == .toDo && plain),
      entry(["view": "handled"], "orders.handled", counts.open[.done], "", view == .handled && plain),
      entry(["view": "started"], "orders.started", counts.open[.first], "", view == .started && plain),
    ]
    let urgent = [
      entry(["due": "late"], "orders.late", counts.overdue, counts.overdue.value > 0 ? "late" : "", due == "late"),
      entry(["due": "today"], "orders.today", counts.dueToday, counts.dueToday.value > 0 ? "soon" : "", due == "today"),
      entry(["state": "dispatched"], "orders.unsigned", nil, "", state == "dispatched"),
    ]
    return [
      ["name": .string(call.say("orders.mine")), "views": .array(mine)],
      ["name": .string(call.say("orders.urgent")), "views": .array(urgent)],
    ]
  }

  private func choice(_ value: String, _ label: String, _ chosen: String) -> JSON {
    ["value": .string(value), "label": .string(label), "chosen": .bool(value == chosen)]
  }

  /// Rows under the heading of when they are due.
  private func rows(_ lines: [OrderLine], _ call: Call) -> [JSON] {
    var groups: [(String, [JSON])] = []
    for line in lines {
      let heading = heading(line, call)
      if groups.last?.0 == heading {
        groups[groups.count - 1].1.append(row(line, call))
      } else {
        groups.append((heading, [row(line, call)]))
      }
    }
    return groups.map { heading, rows in
      [
        "label": .string(call.say("orders.\(heading)")),
        "count": .string(call.say("say.count", ["count": "\(rows.count)"])),
        "rows": .array(rows),
      ]
    }
  }

  private func heading(_ line: OrderLine, _ call: Call) -> String {
    guard line.closedAt == nil else { return "groupClosed" }
    guard let due = line.dueAt else { return "groupLater" }
    let day = call.occasion.zone.day(of: due)
    if due < call.occasion.now { return "groupLate" }
    if day == call.occasion.today { return "groupToday" }
    return day < call.occasion.today.adding(days: 8 - call.occasion.today.weekday) ? "groupWeek" : "groupLater"
  }

  private func row(_ line: OrderLine, _ call: Call) -> JSON {
    let unit = call.either(line.owner.unitName, line.owner.unitNameEn)
    return [
      "id": JSON(line.id), "href": .string(OrderLinks.order.link(line.id)),
      "due": [
        "kind": .string(OrderWords.kind(line.urgency, line.state)), "text": .string(call.say(line.urgency.reason)),
      ],
      "reason": .string(OrderWords.reason(line, call)),
      "item": .string(call.either(line.item.name.zh, line.item.name.en)), "who": .string(line.person.name ?? ""),
      "home": .string(line.person.home ?? ""), "step": .string(OrderWords.step(line.state, call)),
      "owner": .string([unit, line.owner.name].compactMap { $0 }.joined(separator: " ")),
      "number": .string("\(line.number.running)"), "fresh": false,
    ]
  }
}
