import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Rulebook
import Store

/// Orders for scripts: the operations of the outer contract.
package struct OrderRoutes: Sendable {
  let desk: OrderDesk
  let access: Access

  package init(desk: OrderDesk, access: Access) {
    self.desk = desk
    self.access = access
  }

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "listCatalogueItems", .get, OrderLinks.apiItems, .readCatalogue,
          "The window's items in force, by what was typed",
          query: [
            .optional("q", .text(max: 100)), .optional("place", .placeCode),
            .optional("limit", .integer(min: 1, max: 200)),
            .optional("cursor", .text(min: 1, max: 20)),
          ], answer: OrderDocuments.items), items
      ),
      .read(
        Operation(
          "listOrders", .get, OrderLinks.apiOrders, .listOrders, "Orders in reach, the most pressing first",
          query: Self.filters, answer: OrderDocuments.page), list),
      .read(
        Operation(
          "getOrder", .get, OrderLinks.apiOrder, .readOrder, "One order with its acts", answer: OrderDocuments.view,
          givesVersion: true),
        order),
      .write(
        Operation(
          "createOrder", .post, OrderLinks.apiOrders, .createOrder, "Accept a matter for a person (受理)",
          body: [
            .optional("id", .id), .init("item", .text(min: 1, max: 20)), .init("person", .id),
            .init("channel", .choice(OrderChannel.allCases.map(\.rawValue))),
            .optional("materials", .list(.text(min: 1, max: 200), max: 100), "papers that were seen"),
            .optional("result", .text(min: 1, max: 2000), "close at once with this result"),
          ], answer: OrderDocuments.receipt, status: .created, givesVersion: true), create),
      .write(
        Operation(
          "dispatchOrder", .post, OrderLinks.apiDispatch, .dispatchOrder, "Hand to a department (派遣)",
          body: [.optional("unit", .id, "another unit than the item's own department")], answer: OrderDocuments.receipt,
          changesVersion: true),
        dispatch),
      .write(
        Operation(
          "signForOrder", .post, OrderLinks.apiReceipt, .signForOrder, "Sign for it (签收)", body: [],
          answer: OrderDocuments.receipt, changesVersion: true), signFor),
      .write(
        Operation(
          "closeOrder", .post, OrderLinks.apiClosure, .closeOrder, "End it with a result (办结)",
          body: [.init("result", .text(min: 1, max: 2000))], answer: OrderDocuments.receipt, changesVersion: true),
        close),
    ]
  }

  static let filters: [Schema.Property] = [
    .optional("list", .choice(OrderFilter.List.allCases.map(\.rawValue)), "whose list; everything in reach without it"),
    .optional("state", .choice(["open"] + OrderState.allCases.map(\.rawValue))), .optional("place", .placeCode),
    .optional("owner", .text(min: 1, max: 36), "a unit's id, or me"),
    .optional("due", .text(min: 1, max: 10), "overdue, today or a date"),
    .optional("limit", .integer(min: 1, max: 200)), .optional("cursor", .text(min: 1, max: 200)),
  ]

  private func items(_ call: Call) throws -> Answer {
    let place = try call.query.text("place").map { code in
      guard let place = try PlaceStore.place(code: code, at: call.occasion.today, in: call.session) else {
        throw Failure.notFound
      }
      return place.key
    }
    let list = try CatalogueList.find(
      call.query.text("q") ?? "", at: place, rulebook: desk.rulebook, call.grant, in: call.session)
    let limit = call.query.integer("limit") ?? 50
    var matches = list.matches[...]
    if let cursor = call.query.text("cursor") {
      guard let last = matches.firstIndex(where: { $0.item.code == cursor }) else {
        throw Failure.invalid(FieldFailure("?cursor", "problem.cursor"))
      }
      matches = matches[(last + 1)...]
    }
    let shown = Array(matches.prefix(limit))
    let next = matches.count > limit ? shown.last?.item.code : nil
    return .json(OrderDocuments.items(shown, version: list.version, next: next, call.language))
  }

  private func list(_ call: Call) throws -> Answer {
    let query = call.query.members.compactMapValues { $0.text ?? $0.integer.map(String.init) }
    let filter = try OrderFilter(query: query, today: call.occasion.today)
    let page = try OrderQueue(desk).list(filter, call.grant, on: call.occasion, in: call.session)
    return .json([
      "items": .array(page.lines.map { OrderDocuments.line($0, call) }), "next": JSON(page.next?.text),
    ])
  }

  private func order(_ call: Call) throws -> Answer {
    let view = try desk.view(call.pathID(), call.grant, access: access, on: call.occasion, in: call.session)
    return .json(OrderDocuments.view(view, call), version: view.order.columns.version)
  }

  private func create(_ call: Call) throws -> Answer {
    let decision = try desk.accept(Self.newOrder(call.body), call.grant, on: call.occasion, in: call.session)
    return answer(decision, .created, call)
  }

  private func dispatch(_ call: Call) throws -> Answer {
    let decision = try desk.dispatch(
      call.pathID(), to: call.body.id("unit"), expected: call.ifMatch, call.grant, on: call.occasion, in: call.session)
    return answer(decision, .ok, call)
  }

  private func signFor(_ call: Call) throws -> Answer {
    let receipt = try desk.signFor(
      call.pathID(), expected: call.ifMatch, call.grant, on: call.occasion, in: call.session)
    return answer(.done(receipt), .ok, call)
  }

  private func close(_ call: Call) throws -> Answer {
    let receipt = try desk.close(
      call.pathID(), result: call.body.text("result") ?? "", expected: call.ifMatch, call.grant, on: call.occasion,
      in: call.session)
    return answer(.done(receipt), .ok, call)
  }

  /// A refusal of the access list is an answer, not a throw: what journals it has to be committed.
  private func answer(_ decision: Decision<OrderReceipt>, _ status: HTTPResponse.Status, _ call: Call) -> Answer {
    switch decision {
    case .refused(let failure): call.refused(failure)
    case .done(let receipt):
      .json(OrderDocuments.receipt(receipt, zone: call.occasion.zone), status, version: receipt.version)
    }
  }

  static func newOrder(_ body: Input) throws -> NewOrder {
    guard let person = body.id("person"), let channel = body.text("channel").flatMap(OrderChannel.init(rawValue:))
    else {
      throw Failure(.invalid, "problem.invalid")
    }
    return NewOrder(
      id: body.id("id"), item: body.text("item") ?? "", person: person, channel: channel,
      materials: body.texts("materials"), result: body.text("result"))
  }
}
