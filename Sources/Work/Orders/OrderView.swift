import Access
import Foundation
import Kernel
import Organisation
import Rulebook
import Store
import Trust

/// One order as its page shows it: what the grant gives, and what may be done next.
package struct OrderView: Sendable {
  /// A paper of the item, and whether it was seen.
  package struct Paper: Sendable, Hashable {
    package let material: CatalogueItem.Material
    package let seen: Bool
  }
  /// An act in the timeline.
  package struct Deed: Sendable, Hashable {
    package let id: EntityID
    package let verb: OrderVerb
    package let at: Instant
    package let name: String
    package let unit: String
    package let unitEn: String
    /// To whom it was handed.
    package let toUnit: String?
    package let toUnitEn: String?
    /// The words that were written; nil for whom they are not.
    package let text: String?
  }
  package let order: Order
  package let printedNumber: String
  package let item: CatalogueItem
  /// The version of the catalogue by which it was accepted.
  package let catalogueVersion: Int
  package let flags: Set<OrderFlag>
  package let owner: OrderOwner
  package let person: OrderPerson
  package let papers: [Paper]
  /// The oldest first.
  package let deeds: [Deed]
  /// A promised item's clock with its countable days; nil for what is done the same day.
  package let clock: WorkingClock.Face?
  package let urgency: Urgency
  /// Every verb that an order in being has, possible or not, with the reason.
  package let moves: [OrderMove]
}

extension OrderDesk {
  /// - Parameters:
  ///   - grant: of `order.read`.
  ///   - access: says which moves the reader may make.
  /// - Throws: `notFound`.
  package func view(
    _ id: EntityID, _ grant: Grant, access: Access, on occasion: Occasion, in session: any Session
  ) throws -> OrderView {
    let order = try OrderStore.order(id: id, grant: grant, in: session)
    var clerk = OrderClerk(self, on: occasion, in: session)
    let catalogue = try clerk.catalogue(of: order)
    let item = try clerk.item(of: order)
    let acts = try OrderStore.acts(of: order.key, in: session)
    let seen = Set(acts.first?.detail.materials ?? [])
    let face = try clerk.face(of: order)
    let row = try session.first(
      "SELECT \(OrderLine.columns) FROM work_order o \(OrderLine.joins) WHERE o.order_key = \(order.key)")
    guard let row else { throw Failure.notFound }
    return OrderView(
      order: order, printedNumber: order.number.printed(community: try row["community_name"] ?? ""), item: item,
      catalogueVersion: catalogue.version, flags: try OrderFold.fold(acts).flags, owner: try OrderOwner(row),
      person: try OrderPerson.read(of: order, grant, in: session),
      papers: item.materials.map { OrderView.Paper(material: $0, seen: seen.contains($0.name)) },
      deeds: try deeds(of: order, grant, in: session), clock: face, urgency: try clerk.urgency(of: order, face: face),
      moves: try moves(for: order, item: item, grant.actor, access: access, on: occasion, in: session))
  }

  /// What the actor may do to the order now, and for the rest why not.
  package func moves(
    for order: Order, item: CatalogueItem, _ actor: Actor?, access: Access, on occasion: Occasion,
    in session: any Session
  ) throws -> [OrderMove] {
    let owner = try unit(order.columns.ownerUnit, in: session)
    let rules = rules(for: order, item: item, owner: owner, zone: occasion.zone)
    return [OrderVerb.dispatch, .signFor, .close].map { verb in
      let posts = (try? access.grant(verb.action, to: actor, at: occasion.today))?.posts ?? []
      switch rules.decide(verb, posts: posts) {
      case .success: return OrderMove(verb: verb, obstacle: nil)
      case .failure(let obstacle): return OrderMove(verb: verb, obstacle: obstacle.phrase)
      }
    }
  }

  private func deeds(of order: Order, _ grant: Grant, in session: any Session) throws -> [OrderView.Deed] {
    try session.all(
      """
      SELECT t.id, t.verb, t.happened_at, t.text_sealed, a.name, u.name AS unit_name, u.name_en AS unit_name_en,
        v.name AS to_name, v.name_en AS to_name_en
      FROM act t JOIN account a ON a.account_key = t.account_key JOIN unit u ON u.unit_key = t.unit_key
      LEFT JOIN unit v ON v.unit_key = t.to_unit_key WHERE t.order_key = \(order.key) ORDER BY t.ordinal
      """
    ).map { row in
      guard let verb = OrderVerb(rawValue: try row["verb"]) else { throw StoreError.column("verb") }
      let id: EntityID = try row["id"]
      let sealed: Data? = grant.sees(.text) ? try row["text_sealed"] : nil
      return OrderView.Deed(
        id: id, verb: verb, at: try row["happened_at"], name: try row["name"], unit: try row["unit_name"],
        unitEn: try row["unit_name_en"], toUnit: try row["to_name"], toUnitEn: try row["to_name_en"],
        text: try sealed.map {
          try vault.unseal($0, at: SealedPlace(table: "act", row: id, column: "text_sealed"))
        })
    }
  }
}

extension OrderVerb {
  /// What the access table calls it.
  package var action: AccessAction {
    switch self {
    case .accept: .createOrder
    case .dispatch: .dispatchOrder
    case .signFor: .signForOrder
    case .close: .closeOrder
    }
  }
}
