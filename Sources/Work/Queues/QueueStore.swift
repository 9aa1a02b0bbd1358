import Kernel
import Organisation
import Store

/// The SQL that keeps the queue rows equal to what follows from the acts.
enum QueueStore {
  /// The keys of a place and all places above it on a day: the place queues of an order that lies there.
  static func places(above key: Int64, at day: Day, in session: any Session) throws -> [Int64] {
    try session.all(
      "SELECT a.above_key FROM place_above a WHERE a.place_key = \(key) AND \(PlaceStore.holds("a", at: day))"
    ).map { try $0["above_key"] }
  }

  static func rows(of orderKey: Int64, in session: any Session) throws -> Set<QueueRow> {
    try rows(from: orderKey, to: orderKey, in: session)[orderKey] ?? []
  }

  /// The rows of the orders between two keys, both included.
  static func rows(from first: Int64, to last: Int64, in session: any Session) throws -> [Int64: Set<QueueRow>] {
    var rows: [Int64: Set<QueueRow>] = [:]
    for row in try session.all(
      """
      SELECT order_key, queue, holder_key, standing, rank FROM order_queue WHERE order_key BETWEEN \(first) AND \(last)
      """)
    {
      guard let queue = QueueRow.Queue(rawValue: try row["queue"]),
        let standing = QueueRow.Standing(rawValue: try row["standing"])
      else { throw StoreError.column("queue") }
      rows[try row["order_key"], default: []].insert(
        QueueRow(queue: queue, holder: try row["holder_key"], standing: standing, rank: try row["rank"]))
    }
    return rows
  }

  /// Makes the rows of an order what they should be, touching only those that differ.
  static func set(_ wanted: Set<QueueRow>, of orderKey: Int64, isNew: Bool = false, in session: any Session) throws {
    let present = isNew ? [] : try rows(of: orderKey, in: session)
    for row in present.subtracting(wanted) {
      try session.execute(
        """
        DELETE FROM order_queue WHERE queue = \(row.queue.rawValue) AND holder_key = \(row.holder)
          AND standing = \(row.standing.rawValue) AND rank = \(row.rank) AND order_key = \(orderKey)
        """)
    }
    let missing = wanted.subtracting(present)
    guard !missing.isEmpty else { return }
    let values: [SQL] = missing.map {
      "(\($0.queue.rawValue), \($0.holder), \($0.standing.rawValue), \($0.rank), \(orderKey))"
    }
    try session.execute(
      """
      INSERT INTO order_queue (queue, holder_key, standing, rank, order_key) VALUES \(SQL.joined(values, by: ", "))
      """)
  }
}
