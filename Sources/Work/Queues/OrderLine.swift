import Access
import Kernel
import Organisation
import Store

/// One order as a list shows it.
package struct OrderLine: Sendable, Hashable {
  package let id: EntityID
  package let number: OrderNumber
  /// 安和〔2026〕377-9
  package let printedNumber: String
  package let item: CatalogueItem
  package let state: OrderState
  package let acceptedAt: Instant
  package let dueAt: Instant?
  package let closedAt: Instant?
  /// How pressing it is, and why, in words.
  package let urgency: Urgency
  package let owner: OrderOwner
  package let person: OrderPerson
  package let version: Int

  static let columns: SQL =
    """
    \(OrderStore.columns), \(OrderPerson.columns), u.id AS owner_unit_id, u.name AS owner_unit_name,
    u.name_en AS owner_unit_name_en, a.name AS owner_name, a.login AS owner_login, c.name AS community_name
    """
  static let joins: SQL =
    """
    \(OrderPerson.joins) JOIN unit u ON u.unit_key = o.owner_unit_key
    LEFT JOIN account a ON a.account_key = o.owner_account_key LEFT JOIN place c ON c.place_key = p.community_key
    """

  static func read(
    _ rows: [Row], desk: OrderDesk, grant: Grant, on occasion: Occasion, in session: any Session
  ) throws -> [OrderLine] {
    var clerk = OrderClerk(desk, on: occasion, in: session)
    return try rows.map { try OrderLine($0, grant: grant, clerk: &clerk) }
  }

  private init(_ row: Row, grant: Grant, clerk: inout OrderClerk) throws {
    let order = try OrderStore.order(row)
    id = order.id
    number = order.number
    printedNumber = order.number.printed(community: try row["community_name"] ?? "")
    item = try clerk.item(of: order)
    state = order.columns.state
    acceptedAt = order.columns.acceptedAt
    dueAt = order.columns.dueAt
    closedAt = order.columns.closedAt
    urgency = try clerk.urgency(of: order, face: clerk.face(of: order))
    owner = try OrderOwner(row)
    person = try OrderPerson(row, grant: grant)
    version = order.columns.version
  }
}

/// In whose hands an order is.
package struct OrderOwner: Sendable, Hashable {
  package let unit: EntityID
  package let unitName: String
  package let unitNameEn: String
  /// Who has taken it; nil until somebody signs for it.
  package let login: String?
  package let name: String?

  init(_ row: Row) throws {
    unit = try row["owner_unit_id"]
    unitName = try row["owner_unit_name"]
    unitNameEn = try row["owner_unit_name_en"]
    login = try row["owner_login"]
    name = try row["owner_name"]
  }
}
