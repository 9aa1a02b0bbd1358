import Foundation
import Kernel
import Store
import Work

/// The SQL of history imports.
enum HistoryStore {
  /// An import of a file with this digest: its key, and how many rows it has dealt with.
  static func find(digest: Data, in session: any Session) throws -> (key: Int64, received: Int)? {
    try session.first(
      """
      SELECT import_key, received FROM list_import WHERE file_digest = \(digest) AND kind = 'history'
      ORDER BY import_key LIMIT 1
      """
    ).map { (try $0["import_key"], try $0["received"]) }
  }

  static func begin(
    id: EntityID, fileName: String, digest: Data, accountKey: Int64?, now: Instant, in session: any Session
  ) throws -> Int64 {
    try session.key(
      """
      INSERT INTO list_import (id, kind, community_key, file_name, file_digest, received, accepted, fixed, to_review,
        rejected, skipped, account_key, taken_at)
      VALUES (\(id), 'history', NULL, \(fileName), \(digest), 0, 0, 0, 0, 0, 0, \(accountKey.sqlValue), \(now))
      RETURNING import_key
      """)
  }

  static func received(_ importKey: Int64, in session: any Session) throws -> Int {
    try session.first("SELECT received FROM list_import WHERE import_key = \(importKey)").map { try $0["received"] }
      ?? 0
  }

  static func advance(_ importKey: Int64, accepted: Int, rejected: Int, in session: any Session) throws {
    try session.execute(
      """
      UPDATE list_import SET received = received + \(accepted + rejected), accepted = accepted + \(accepted),
        rejected = rejected + \(rejected) WHERE import_key = \(importKey)
      """)
  }

  static func insert(
    _ facts: [(row: Int, placeKey: Int64, fact: HistoryRow)], importKey: Int64, in session: any Session
  ) throws {
    var rest = facts[...]
    while !rest.isEmpty {
      let values: [SQL] = rest.prefix(100).map { row, placeKey, fact in
        "(\(importKey), \(row), \(placeKey), \(fact.happenedAt), \(fact.kind.rawValue), \(fact.item))"
      }
      try session.execute(
        """
        INSERT INTO history_fact (import_key, row, place_key, happened_at, kind, item)
        VALUES \(SQL.joined(values, by: ", "))
        """)
      rest = rest.dropFirst(100)
    }
  }
}
