import Access
import Foundation
import Kernel
import Store

/// SQL for adding to people who are there. Its callers hold the people's keys from a grant's reach.
enum PersonAdditions {
  /// The digests of the phones that people have.
  static func phones(of keys: [Int64], in session: any Session) throws -> [Int64: Set<Data>] {
    try sets(
      "SELECT person_key, number_index AS part FROM phone WHERE person_key IN (\(list: keys)) AND until IS NULL",
      in: session)
  }

  static func tags(of keys: [Int64], in session: any Session) throws -> [Int64: Set<String>] {
    try sets(
      "SELECT person_key, tag AS part FROM tag WHERE person_key IN (\(list: keys)) AND until IS NULL", in: session)
  }

  /// Notes that people were changed.
  static func touch(_ keys: [Int64], occasion: Occasion, in session: any Session) throws {
    try session.execute(
      """
      UPDATE person SET version = version + 1, changed_at = \(occasion.now) WHERE person_key IN (\(list: keys))
      """)
  }

  /// Gives a person without home one; whoever has a home is not moved.
  static func moveIn(_ key: Int64, home: Home, in session: any Session) throws {
    try session.execute(
      """
      UPDATE person SET home_key = \(home.key), place_key = \(home.placeKey)
      WHERE person_key = \(key) AND home_key IS NULL
      """)
  }

  private static func sets<Part: SQLConvertible & Hashable>(_ sql: SQL, in session: any Session) throws
    -> [Int64: Set<Part>]
  {
    var sets: [Int64: Set<Part>] = [:]
    for row in try session.all(sql) { sets[try row["person_key"], default: []].insert(try row["part"]) }
    return sets
  }
}
