import Kernel
import Store

/// Proves that every order's columns and queue rows follow from its acts, and mends those that don't.
package enum OrderRebuild {
  /// An order that its acts don't explain.
  package struct Divergence: Sendable, Hashable {
    package enum Part: String, Sendable, CaseIterable {
      /// They can't be an order's acts; nothing follows from them.
      case acts
      case columns, queues
    }
    package let id: EntityID
    package let number: String
    package let parts: [Part]
  }
  /// Orders that are read at a time, so that memory stays bounded.
  static let chunk = 500

  /// The orders that diverge, at most `most` of them.
  /// - Parameter day: the day at which the places above an order are worked out: today.
  package static func check(at day: Day, most: Int = 1000, in session: any Session) throws -> [Divergence] {
    var found: [Divergence] = []
    var tree = PlaceLines(in: session)
    try forEachOrder(in: session) { order, acts, rows in
      if let divergence = try compare(order, acts, rows, at: day, in: &tree)?.divergence { found.append(divergence) }
      return found.count < most
    }
    return found
  }

  /// Writes anew what diverges, in the caller's transaction. Returns what it found; orders whose acts can't be folded
  /// are left as they are.
  @discardableResult package static func repair(at day: Day, in session: any Session) throws -> [Divergence] {
    var found: [Divergence] = []
    var tree = PlaceLines(in: session)
    try forEachOrder(in: session) { order, acts, rows in
      guard let difference = try compare(order, acts, rows, at: day, in: &tree) else { return true }
      found.append(difference.divergence)
      guard let standing = difference.standing else { return true }
      try session.lock(.order(order.key))
      try OrderStore.update(order.key, to: standing.columns, in: session)
      try QueueStore.set(difference.rows, of: order.key, in: session)
      return true
    }
    return found
  }

  private struct Difference {
    let divergence: Divergence
    let standing: OrderStanding?
    let rows: Set<QueueRow>
  }

  private static func compare(
    _ order: Order, _ acts: [OrderAct], _ rows: Set<QueueRow>, at day: Day, in tree: inout PlaceLines
  ) throws -> Difference? {
    func difference(_ parts: [Divergence.Part], _ standing: OrderStanding?, _ wanted: Set<QueueRow>) -> Difference {
      Difference(
        divergence: Divergence(id: order.id, number: order.number.text, parts: parts), standing: standing, rows: wanted)
    }
    let standing: OrderStanding
    do { standing = try OrderFold.fold(acts) } catch { return difference([.acts], nil, []) }
    let places = try tree.above(order.placeKey, on: day)
    let wanted = QueueRow.rows(of: standing, places: places)
    var parts: [Divergence.Part] = []
    if standing.columns != order.columns { parts.append(.columns) }
    if wanted != rows { parts.append(.queues) }
    return parts.isEmpty ? nil : difference(parts, standing, wanted)
  }

  private static func forEachOrder(
    in session: any Session, _ body: (Order, [OrderAct], Set<QueueRow>) throws -> Bool
  ) throws {
    var after: Int64 = 0
    while true {
      let orders = try session.all(
        "SELECT \(OrderStore.columns) FROM work_order o WHERE o.order_key > \(after) ORDER BY o.order_key LIMIT \(chunk)"
      ).map(OrderStore.order)
      guard let first = orders.first?.key, let last = orders.last?.key else { return }
      let acts = try acts(from: first, to: last, in: session)
      let rows = try QueueStore.rows(from: first, to: last, in: session)
      for order in orders where try !body(order, acts[order.key] ?? [], rows[order.key] ?? []) { return }
      after = last
    }
  }

  private static func acts(from first: Int64, to last: Int64, in session: any Session) throws -> [Int64: [OrderAct]] {
    var acts: [Int64: [OrderAct]] = [:]
    for row in try session.all(
      """
      SELECT \(OrderStore.actColumns) FROM act WHERE order_key BETWEEN \(first) AND \(last) ORDER BY order_key, ordinal
      """)
    {
      acts[try row["order_key"], default: []].append(try OrderStore.act(row))
    }
    return acts
  }
}
