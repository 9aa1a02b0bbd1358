import Kernel
import Store

/// All SQL about places.
package enum PlaceStore {
  /// Adds a place below its parent, from a day on, and its line to every place above.
  package static func add(
    code: String, level: Place.Level, name: String, nameEn: String, below parent: Place?, from day: Day,
    in session: any Session
  ) throws -> Place {
    let key = try session.key(
      """
      INSERT INTO place (code, level, name, name_en, valid_from)
      VALUES (\(code), \(level.rawValue), \(name), \(nameEn), \(day)) RETURNING place_key
      """)
    try session.execute(
      "INSERT INTO place_above (place_key, above_key, steps, valid_from) VALUES (\(key), \(key), 0, \(day))")
    if let parent {
      try session.execute(
        """
        INSERT INTO place_above (place_key, above_key, steps, valid_from)
        SELECT \(key), above_key, steps + 1, \(day) FROM place_above
        WHERE place_key = \(parent.key) AND \(holds("place_above", at: day))
        """)
    }
    return Place(key: key, code: code, level: level, name: name, nameEn: nameEn)
  }

  /// The place that has the code on a day.
  package static func place(code: String, at day: Day, in session: any Session) throws -> Place? {
    try session.first("SELECT \(columns) FROM place WHERE code = \(code) AND \(holds("place", at: day))").map(place)
  }

  package static func place(key: Int64, in session: any Session) throws -> Place? {
    try session.first("SELECT \(columns) FROM place WHERE place_key = \(key)").map(place)
  }

  /// Several places by their keys, in no order.
  package static func places(keys: [Int64], in session: any Session) throws -> [Place] {
    guard !keys.isEmpty else { return [] }
    return try session.all("SELECT \(columns) FROM place WHERE place_key IN (\(list: keys))").map(place)
  }

  /// The place itself and all above it on a day, nearest first.
  package static func above(_ key: Int64, at day: Day, in session: any Session) throws -> [Place] {
    try session.all(
      """
      SELECT \(columns) FROM place_above JOIN place ON place.place_key = place_above.above_key
      WHERE place_above.place_key = \(key) AND \(holds("place_above", at: day)) ORDER BY place_above.steps
      """
    ).map(place)
  }

  /// The places one step below on a day, by code.
  package static func below(_ key: Int64, at day: Day, in session: any Session) throws -> [Place] {
    try session.all(
      """
      SELECT \(columns) FROM place_above JOIN place ON place.place_key = place_above.place_key
      WHERE place_above.above_key = \(key) AND place_above.steps = 1 AND \(holds("place_above", at: day))
      ORDER BY place.code
      """
    ).map(place)
  }

  /// Whether a place is another or lies below it on a day.
  package static func lies(_ key: Int64, within above: Int64, at day: Day, in session: any Session) throws -> Bool {
    try session.first(
      """
      SELECT 1 AS yes FROM place_above
      WHERE place_key = \(key) AND above_key = \(above) AND \(holds("place_above", at: day))
      """) != nil
  }

  /// The condition that a row of `table` holds on a day: from its first day up to but not including `valid_to`.
  package static func holds(_ table: String, at day: Day) -> SQL {
    SQL(stringLiteral: "\(table).valid_from <= ") + "\(day) AND "
      + SQL(stringLiteral: "(\(table).valid_to IS NULL OR \(table).valid_to > ") + "\(day))"
  }

  private static let columns: SQL = "place.place_key, place.code, place.level, place.name, place.name_en"

  private static func place(_ row: Row) throws -> Place {
    guard let level = Place.Level(rawValue: try row["level"]) else { throw StoreError.column("level") }
    return Place(
      key: try row["place_key"], code: try row["code"], level: level, name: try row["name"], nameEn: try row["name_en"])
  }
}

extension PlaceStore {
  /// The place that has none above it on a day; the oldest, if there are several.
  package static func top(at day: Day, in session: any Session) throws -> Place? {
    guard
      let row = try session.first(
        """
        SELECT place_key FROM place WHERE \(holds("place", at: day)) AND NOT EXISTS (
          SELECT 1 FROM place_above a WHERE a.place_key = place.place_key AND a.steps > 0 AND \(holds("a", at: day)))
        ORDER BY place_key LIMIT 1
        """)
    else { return nil }
    return try place(key: row["place_key"], in: session)
  }
}
