import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Registry
import Store

/// The page of one order and its forms.
package struct OrderPages: Sendable {
  let desk: OrderDesk
  let access: Access

  package init(desk: OrderDesk, access: Access) {
    self.desk = desk
    self.access = access
  }

  package var endpoints: [Endpoint] {
    [
      .read(Operation("orderPage", .get, OrderLinks.order, .readOrder, for: .page, "One order")) { call in
        .page("order", try context(call, call.pathID()))
      },
      .write(
        Operation(
          "dispatchForm", .post, OrderLinks.dispatch, .dispatchOrder, for: .page, "Hand to a department",
          body: [.optional("unit", .id)]), onFailure: refused
      ) { call in
        let decision = try desk.dispatch(
          call.pathID(), to: call.body.id("unit"), expected: call.ifMatch, call.grant, on: call.occasion,
          in: call.session)
        if case .refused(let failure) = decision { return call.refused(failure) }
        return try back(call)
      },
      .write(
        Operation("signForForm", .post, OrderLinks.receipt, .signForOrder, for: .page, "Sign for it", body: []),
        onFailure: refused
      ) { call in
        _ = try desk.signFor(call.pathID(), expected: call.ifMatch, call.grant, on: call.occasion, in: call.session)
        return try back(call)
      },
      .write(
        Operation(
          "closeForm", .post, OrderLinks.closure, .closeOrder, for: .page, "End it with a result",
          body: [.init("result", .text(max: 4000))]), onFailure: refused
      ) { call in
        _ = try desk.close(
          call.pathID(), result: call.body.text("result") ?? "", expected: call.ifMatch, call.grant, on: call.occasion,
          in: call.session)
        return try back(call)
      },
    ]
  }

  private func back(_ call: Call) throws -> Answer { .seeOther(OrderLinks.order.link(try call.pathID())) }

  /// A stale form shows what changed meanwhile and keeps what was typed; a wrong value comes back in its form.
  private func refused(_ call: Call, _ failure: Failure) throws -> Answer? {
    guard let id = call.parameter.flatMap({ EntityID($0) }), failure.kind == .stale || failure.kind == .invalid,
      let grant = try? access.grant(.readOrder, to: call.grant.actor, at: call.occasion.today)
    else { return nil }
    let reading = call.with(grant: grant)
    let view = try desk.view(id, grant, access: access, on: call.occasion, in: call.session)
    if failure.kind == .invalid {
      let context = OrderSheet(view: view, call: reading, failure: failure).context
      return .page("order", context, status: .unprocessableContent)
    }
    return .page("problem", conflict(view, reading, failure), status: .preconditionFailed)
  }

  private func conflict(_ view: OrderView, _ call: Call, _ failure: Failure) -> [String: JSON] {
    let link = OrderLinks.order.link(view.order.id)
    let changes = view.deeds.dropFirst(max(0, call.ifMatch ?? 0))
    let page = OrderSheet(view: view, call: call, failure: nil)
    var again: JSON = .null
    if let result = call.body.text("result"), view.moves.contains(where: { $0.verb == .close && $0.isPossible }) {
      again = [
        "action": .string(OrderLinks.closure.link(view.order.id)), "label": .string(call.say("problem.again")),
        "leave": .string(link), "ifMatch": .string("\"\(view.order.columns.version)\""),
        "idempotencyKey": .string(call.freshKey()),
        "kept": [["name": "result", "label": .string(call.say("order.result")), "value": .string(result)]],
      ]
    }
    return [
      "problem": [
        "status": "412", "title": .string(call.say("problem.title412")), "what": .string(call.say("problem.what412")),
        "actions": again == .null
          ? [["href": .string(link), "label": .string(call.say("problem.leave")), "primary": true]] : [],
      ],
      "conflict": [
        "changes": .array(
          changes.reversed().map {
            [
              "what": .string(page.title(of: $0)), "who": .string($0.name), "at": .string(call.moment($0.at)),
            ]
          }), "again": again,
      ],
    ]
  }

  private func context(_ call: Call, _ id: EntityID) throws -> [String: JSON] {
    let view = try desk.view(id, call.grant, access: access, on: call.occasion, in: call.session)
    return OrderSheet(view: view, call: call, failure: nil).context
  }
}

/// What the order's template shows.
struct OrderSheet {
  let view: OrderView
  let call: Call
  /// The refusal of a form on this page.
  let failure: Failure?

  var context: [String: JSON] {
    let possible = view.moves.filter(\.isPossible)
    let impossible = view.moves.filter { !$0.isPossible }
    let columns = view.order.columns
    return [
      "order": head, "clock": view.clock.map { ClockPage(call).open($0, closedAt: columns.closedAt) } ?? .null,
      "outcome": outcome, "acts": .array(acts), "materials": .array(view.papers.map(paper)),
      "hasMoves": .bool(!possible.isEmpty),
      "moves": .array(possible.enumerated().map { move($1.verb, first: $0 == 0) }),
      "noMoves": .string(
        columns.closedAt != nil ? call.say("order.noMoves") : call.say("order.notYours", ["unit": ownerUnit])),
      "hasCannot": .bool(!impossible.isEmpty && columns.closedAt == nil), "ifMatch": .string("\"\(columns.version)\""),
      "cannot": .array(
        impossible.map {
          ["label": .string(call.say("order.\($0.verb.rawValue)")), "why": .string($0.obstacle.map(call.say) ?? "")]
        }),
      "person": person,
    ]
  }

  private var ownerUnit: String { call.either(view.owner.unitName, view.owner.unitNameEn) }
  private var link: String { OrderLinks.order.link(view.order.id) }

  private var head: JSON {
    let person = view.person
    let who = [person.name, nonEmpty(PersonWords.sexAndAge(person.sex, person.age, call)), person.home]
      .compactMap { $0 }.joined(separator: call.say("frame.comma"))
    return [
      "id": JSON(view.order.id), "href": .string(link), "number": .string(view.printedNumber),
      "item": .string(call.either(view.item.name.zh, view.item.name.en)), "who": .string(who),
      "tags": .array(person.tags.map { .string($0) }),
      "state": ["kind": .string(OrderWords.kind(view.urgency, view.order.columns.state)), "text": .string(stateText)],
      "back": .string(OrderLinks.orders.link), "backLabel": .string(call.say("orders.toDo")),
    ]
  }

  private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  private var stateText: String {
    OrderWords.state(view.order.columns.state, unit: ownerUnit, person: view.owner.name, call)
  }

  private var outcome: JSON {
    guard let closing = view.deeds.last(where: { $0.verb == .close }), let text = closing.text else { return .null }
    return ["text": .string(text), "when": .string(call.moment(closing.at))]
  }

  private var acts: [JSON] {
    view.deeds.reversed().enumerated().map { index, deed in
      let unit = call.either(deed.unit, deed.unitEn)
      return [
        "kind": .string(index == 0 ? "now" : "plain"), "iso": .string(deed.at.rfc3339(in: call.occasion.zone)),
        "at": .string(call.moment(deed.at)), "what": .string(title(of: deed)), "who": .string("\(unit) \(deed.name)"),
        "detail": JSON(detail(of: deed)),
      ]
    }
  }

  func title(of deed: OrderView.Deed) -> String {
    let to = call.either(deed.toUnit ?? "", deed.toUnitEn ?? "")
    let unit = call.either(deed.unit, deed.unitEn)
    switch deed.verb {
    case .accept: return call.say("act.acceptance")
    case .dispatch: return call.say("act.dispatch", ["unit": to])
    case .signFor: return call.say("act.signature", ["unit": unit])
    case .close: return call.say("act.closure")
    }
  }

  private func detail(of deed: OrderView.Deed) -> String? {
    switch deed.verb {
    case .accept:
      let channel = call.say("act.\(view.order.channel.rawValue)")
      let version = call.say("order.catalogueVersion", ["version": "\(view.catalogueVersion)"])
      return channel + call.say("frame.comma") + version
    default: return deed.text
    }
  }

  private func paper(_ paper: OrderView.Paper) -> JSON {
    let accepted = call.day(call.occasion.zone.day(of: view.order.columns.acceptedAt))
    return [
      "name": .string(paper.material.name), "kind": .string(paper.seen ? "done" : "soon"),
      "text": .string(paper.seen ? call.say("say.received", ["day": accepted]) : call.say("say.notBrought")),
    ]
  }

  private func move(_ verb: OrderVerb, first: Bool) -> JSON {
    let department = OrderWords.department(view.item, call)
    let route =
      switch verb {
      case .dispatch: OrderLinks.dispatch
      case .signFor: OrderLinks.receipt
      default: OrderLinks.closure
      }
    let key = ["dispatch": "p", "signFor": "i", "close": "b"][verb.rawValue] ?? "b"
    return [
      "id": .string(verb.rawValue), "action": .string(route.link(view.order.id)),
      "label": .string(call.say("order.\(verb.rawValue)")), "key": .string(key),
      "keyLabel": .string("Alt+\(key.uppercased())"),
      "primary": .bool(first), "why": .string(call.say("order.\(verb.rawValue)Why", ["unit": department])),
      "idempotencyKey": .string(call.freshKey()),
      "draft": verb == .close ? .string("order-\(view.order.id)-closure") : .null,
      "fields": verb == .close ? [resultField] : [],
    ]
  }

  private var resultField: JSON {
    let wrong = failure?.fields.first { $0.pointer == "/result" }
    return [
      "id": "result", "name": "result", "label": .string(call.say("order.result")), "choice": false, "options": [],
      "hint": .string(call.say("order.resultHint")), "error": JSON(wrong.map { call.say($0.phrase) }),
      "value": .string(call.body.text("result") ?? ""),
    ]
  }

  private var person: JSON {
    let person = view.person
    return [
      "id": JSON(person.id), "name": JSON(person.name),
      "summary": .string(PersonWords.sexAndAge(person.sex, person.age, call)), "home": JSON(person.home),
      "idNumber": person.idNumber.map {
        PersonWords.masked($0, what: call.say("person.idNumber"), field: "idNumber", disclosure: nil, call)
      } ?? .null,
      "phones": .array(
        person.phones.map {
          PersonWords.masked(
            $0.masked, what: call.say("person.phone"),
            label: call.say($0.masked.contains("-") ? "person.landline" : "person.phone"),
            field: "phone:\($0.id)", disclosure: nil, call)
        }),
      "contacts": [], "facts": [],
    ]
  }
}
