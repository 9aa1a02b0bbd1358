import Access
import Kernel
import Organisation
import Rulebook
import Store
import Trust

/// What the acts on orders work with. Each act is one function in the caller's transaction: rule, writes, journal event,
/// counts. It may be run again after a conflict.
package struct OrderDesk: Sendable {
  package let rulebook: Rulebook
  package let numbers: NumberSeries
  package let moves: OrderMoves
  package let vault: Vault

  package init(rulebook: Rulebook, numbers: NumberSeries, moves: OrderMoves, vault: Vault) {
    self.rulebook = rulebook
    self.numbers = numbers
    self.moves = moves
    self.vault = vault
  }

  /// Where and by which rules the clocks of a place run on a day.
  func setting(at placeKey: Int64, on day: Day, zone: Zone, in session: any Session) throws
    -> (setting: WorkingClock.Setting, calendarKey: Int64, hoursKey: Int64)
  {
    let calendar = try rulebook.inForce(CalendarRule.self, at: placeKey, on: day, in: session)
    let hours = try rulebook.inForce(OfficeHoursRule.self, at: placeKey, on: day, in: session)
    let setting = WorkingClock.Setting(calendar: calendar.content.calendar, hours: hours.content.hours, zone: zone)
    return (setting, calendar.documentKey, hours.documentKey)
  }

  /// The item as the catalogue listed it when the order was accepted.
  func item(of order: Order, in session: any Session) throws -> CatalogueItem {
    let catalogue = try rulebook.version(WindowCatalogue.self, key: order.rules.catalogue, in: session)
    guard let item = catalogue.content.item(order.item) else { throw StoreError.column("item") }
    return item
  }

  func rules(for order: Order, item: CatalogueItem, owner: Unit, zone: Zone) -> MoveRules {
    MoveRules(
      moves: moves, state: order.columns.state, closedOn: order.columns.closedAt.map(zone.day(of:)),
      ownerUnit: owner.key, ownerName: owner.name, ownerNameEn: owner.nameEn, item: item)
  }

  func unit(_ key: Int64, in session: any Session) throws -> Unit {
    guard let unit = try UnitStore.unit(key: key, in: session) else { throw StoreError.column("unit_key") }
    return unit
  }
}

extension Grant {
  /// The posts by which the grant is held, the chosen one first.
  var posts: [Assignment] {
    let held = scopes.compactMap(\.assignment)
    return held.filter { $0.key == actor?.chosen?.key } + held.filter { $0.key != actor?.chosen?.key }
  }
}

/// What an act answers with.
package struct OrderReceipt: Sendable, Hashable {
  package let id: EntityID
  package let number: OrderNumber
  /// 安和〔2026〕377-9
  package let printedNumber: String
  package let state: OrderState
  package let acceptedAt: Instant
  package let dueAt: Instant?
  package let closedAt: Instant?
  package let owner: Unit
  /// The `ETag`.
  package let version: Int
}
