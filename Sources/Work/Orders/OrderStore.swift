import Access
import Foundation
import Kernel
import Organisation
import Store

/// All SQL about orders and their acts. What a request reads goes through the grant's reach.
package enum OrderStore {
  /// The order, if it is in reach. - Throws: `notFound`.
  package static func order(id: EntityID, grant: Grant, in session: any Session) throws -> Order {
    let row = try session.first(
      "SELECT \(columns) FROM work_order o WHERE o.id = \(id) AND \(reach(grant))")
    guard let row else { throw Failure.notFound }
    return try order(row)
  }

  /// The condition that an order `o` is in reach: by its place, or because it is or was in the hands of a unit.
  package static func reach(_ grant: Grant) -> SQL {
    grant.condition(place: "o.place_key") { units in
      """
      EXISTS (SELECT 1 FROM order_queue hand WHERE hand.order_key = o.order_key AND hand.queue IN ('unit', 'handed')
        AND hand.holder_key IN (\(list: units)))
      """
    }
  }

  /// Whether an order has this id already. Not filtered: ids are unique everywhere.
  static func has(id: EntityID, in session: any Session) throws -> Bool {
    try session.first("SELECT 1 AS yes FROM work_order WHERE id = \(id)") != nil
  }

  /// All acts of an order in their order. The caller has reached the order by its grant.
  static func acts(of orderKey: Int64, in session: any Session) throws -> [OrderAct] {
    try session.all(
      "SELECT \(actColumns) FROM act WHERE order_key = \(orderKey) ORDER BY ordinal"
    ).map(act)
  }

  static func insert(_ new: Order, compartmentKey: Int64, in session: any Session) throws -> Int64 {
    let columns = new.columns
    return try session.key(
      """
      INSERT INTO work_order (id, number, compartment_key, item, catalogue_key, calendar_key, hours_key, person_key,
        place_key, channel, state, owner_unit_key, owner_account_key, first_account_key, accepted_at, due_at, closed_at, version)
      VALUES (\(new.id), \(new.number.text), \(compartmentKey), \(new.item), \(new.rules.catalogue),
        \(new.rules.calendar), \(new.rules.hours), \(new.personKey), \(new.placeKey), \(new.channel.rawValue), \(columns.state.rawValue), \(columns.ownerUnit),
        \(columns.ownerAccount.sqlValue), \(columns.firstAccount), \(columns.acceptedAt), \(columns.dueAt.sqlValue), \(columns.closedAt.sqlValue),
        \(columns.version)) RETURNING order_key
      """)
  }

  static func insert(_ act: OrderAct, text sealed: Data?, of orderKey: Int64, in session: any Session) throws {
    let detail = String(decoding: try encoder().encode(act.detail), as: UTF8.self)
    try session.execute(
      """
      INSERT INTO act (order_key, ordinal, id, verb, account_key, assignment_key, unit_key, to_unit_key, happened_at,
        recorded_at, detail, text_sealed)
      VALUES (\(orderKey), \(act.ordinal), \(act.id), \(act.verb.rawValue), \(act.accountKey), \(act.assignmentKey),
        \(act.unitKey), \(act.toUnitKey.sqlValue), \(act.happenedAt), \(act.recordedAt), \(detail), \(sealed.sqlValue))
      """)
  }

  /// Writes the folded columns.
  static func update(_ key: Int64, to columns: OrderColumns, in session: any Session) throws {
    try session.execute(
      """
      UPDATE work_order SET state = \(columns.state.rawValue), owner_unit_key = \(columns.ownerUnit),
        owner_account_key = \(columns.ownerAccount.sqlValue), first_account_key = \(columns.firstAccount),
        accepted_at = \(columns.acceptedAt), due_at = \(columns.dueAt.sqlValue), closed_at = \(columns.closedAt.sqlValue),
        version = \(columns.version)
      WHERE order_key = \(key)
      """)
  }

  static let columns: SQL =
    """
    o.order_key, o.id, o.number, o.item, o.catalogue_key, o.calendar_key, o.hours_key, o.person_key, o.place_key, o.channel, o.state,
    o.owner_unit_key, o.owner_account_key, o.first_account_key, o.accepted_at, o.due_at, o.closed_at, o.version
    """

  static let actColumns: SQL =
    """
    order_key, ordinal, id, verb, account_key, assignment_key, unit_key, to_unit_key, happened_at, recorded_at, detail
    """

  static func order(_ row: Row) throws -> Order {
    guard let number = OrderNumber(try row["number"]), let channel = OrderChannel(rawValue: try row["channel"]),
      let state = OrderState(rawValue: try row["state"])
    else { throw StoreError.column("number, channel or state") }
    return Order(
      key: try row["order_key"], id: try row["id"], number: number, item: try row["item"],
      rules: OrderRules(
        catalogue: try row["catalogue_key"], calendar: try row["calendar_key"], hours: try row["hours_key"]),
      personKey: try row["person_key"], placeKey: try row["place_key"],
      channel: channel,
      columns: OrderColumns(
        state: state, ownerUnit: try row["owner_unit_key"], ownerAccount: try row["owner_account_key"],
        firstAccount: try row["first_account_key"], acceptedAt: try row["accepted_at"], dueAt: try row["due_at"],
        closedAt: try row["closed_at"], version: try row["version"]))
  }

  static func act(_ row: Row) throws -> OrderAct {
    guard let verb = OrderVerb(rawValue: try row["verb"]) else { throw StoreError.column("verb") }
    let detail: String = try row["detail"]
    return OrderAct(
      ordinal: try row["ordinal"], id: try row["id"], verb: verb, accountKey: try row["account_key"],
      assignmentKey: try row["assignment_key"], unitKey: try row["unit_key"], toUnitKey: try row["to_unit_key"],
      happenedAt: try row["happened_at"], recordedAt: try row["recorded_at"],
      detail: try JSONDecoder().decode(OrderAct.Detail.self, from: Data(detail.utf8)))
  }

  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }
}
