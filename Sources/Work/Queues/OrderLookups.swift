import Access
import Kernel
import Registry
import Store

extension OrderQueue {
  /// A person's orders that the grant reaches, the latest first.
  package func orders(
    ofPerson key: Int64, limit: Int, _ grant: Grant, on occasion: Occasion, in session: any Session
  ) throws -> [OrderLine] {
    let rows = try session.all(
      """
      SELECT \(OrderLine.columns) FROM work_order o \(OrderLine.joins)
      WHERE o.person_key = \(key) AND \(OrderStore.reach(grant)) ORDER BY o.order_key DESC LIMIT \(limit)
      """)
    return try OrderLine.read(rows, desk: desk, grant: grant, on: occasion, in: session)
  }

  /// The order in reach whose number was typed as it is printed on papers or in digits; nil for anything else.
  package func order(numbered text: String, _ grant: Grant, in session: any Session) throws -> EntityID? {
    guard let number = OrderNumber(text.filter { !$0.isWhitespace }) else { return nil }
    return try session.first(
      "SELECT o.id FROM work_order o WHERE o.number = \(number.text) AND \(OrderStore.reach(grant))"
    ).map { try $0["id"] }
  }

  /// How many of these people's orders are open, for those that have any.
  package func openCounts(ofPeople keys: [Int64], _ grant: Grant, in session: any Session) throws -> [Int64: Int] {
    guard !keys.isEmpty else { return [:] }
    let rows = try session.all(
      """
      SELECT o.person_key, COUNT(*) AS n FROM work_order o
      WHERE o.person_key IN (\(list: keys)) AND o.closed_at IS NULL AND \(OrderStore.reach(grant)) GROUP BY o.person_key
      """)
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["person_key"], try $0["n"]) })
  }
}
