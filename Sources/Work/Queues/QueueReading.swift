import Access
import Kernel
import Organisation
import Store

/// The SQL of the lists: ranges of the queues' index, merged; what grows is never looked through.
///
/// Filters that no index answers (owner, one state, a place within a unit's queue) look at no more than `window` rows of
/// the index for a page. A page may so be short, or even empty, and still name a next one.
struct QueueReading {
  /// Rows of the index that one page may look at.
  static let window = 2000

  /// One range of the index.
  struct Stream: Hashable {
    let queue: QueueRow.Queue
    let holder: Int64
  }

  let streams: [Stream]
  let standing: QueueRow.Standing
  /// Ranks below this one only.
  let before: Int64?
  let cursor: OrderFilter.Cursor?
  /// What the index doesn't answer, about the order `o`.
  let conditions: [SQL]
  let limit: Int

  private var width: Int { conditions.isEmpty ? limit + 1 : Self.window }

  /// The keys of the streams' orders in their order, `width` of them.
  private var merged: SQL {
    let parts = streams.map { stream -> SQL in
      "SELECT rank, order_key FROM (\(range(stream)) ORDER BY rank, order_key LIMIT \(width)) stream"
    }
    return "SELECT DISTINCT rank, order_key FROM (\(SQL.joined(parts, by: " UNION ALL "))) united"
  }

  private func range(_ stream: Stream) -> SQL {
    var sql: SQL =
      """
      SELECT rank, order_key FROM order_queue WHERE queue = \(stream.queue.rawValue) AND holder_key = \(stream.holder)
        AND standing = \(standing.rawValue)
      """
    if let cursor { sql = sql + " AND (rank, order_key) > (\(cursor.rank), \(cursor.key))" }
    if let before { sql = sql + " AND rank < \(before)" }
    return sql
  }

  /// A page of rows with the columns `columns`, which may use what `joins` adds to the order `o`.
  func page(_ columns: SQL, joins: SQL, reach: SQL) -> SQL {
    let conditions = SQL.joined([reach] + conditions, by: " AND ")
    return """
      SELECT m.rank, \(columns) FROM (\(merged) ORDER BY rank, order_key LIMIT \(width)) m
      JOIN work_order o ON o.order_key = m.order_key \(joins)
      WHERE \(conditions) ORDER BY m.rank, m.order_key LIMIT \(limit + 1)
      """
  }

  /// The last key that a page could look at, or nil if it looked at all.
  var horizon: SQL {
    "SELECT rank, order_key FROM (\(merged)) m ORDER BY rank, order_key LIMIT 1 OFFSET \(width - 1)"
  }

  /// How many orders the streams hold, counted up to `most` + 1 in the index.
  func count(upTo most: Int) -> SQL {
    let parts = streams.map { stream -> SQL in
      "SELECT order_key FROM (\(range(stream)) LIMIT \(most + 1)) stream"
    }
    return "SELECT COUNT(DISTINCT order_key) AS n FROM (\(SQL.joined(parts, by: " UNION ALL "))) united"
  }
}
