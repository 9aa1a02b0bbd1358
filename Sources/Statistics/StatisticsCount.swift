import Kernel
import Organisation
import Store
import Work

/// Gathers the counts of one query.
struct StatisticsCount {
  /// The values of the asked columns.
  private struct Group: Hashable {
    var placeKey: Int64?
    var time: String = ""
    var kind: String = ""
    var item: String = ""
  }
  private let query: StatisticsQuery
  private let place: Place
  private let session: any Session
  private let columns: Set<StatisticsQuery.Column>
  private var counts: [Group: Int] = [:]

  init(query: StatisticsQuery, place: Place, in session: any Session) throws {
    self.query = query
    self.place = place
    self.session = session
    columns = Set(query.by)
  }

  private var partsPlaces: Bool { columns.contains(.place) }
  /// How much of the day's text is the time column: the day, the month, or nothing.
  private var timeLength: Int { columns.contains(.day) ? 10 : columns.contains(.month) ? 7 : 0 }

  /// What was folded: the asked place's own total, and those of the places below, which are then taken from it.
  mutating func readFolded() throws {
    try add("t.place_key = \(place.key)", joins: "", as: place.key)
    guard partsPlaces else { return }
    let below: SQL =
      query.level.map { "p.level = \($0.rawValue) AND b.steps > 0" } ?? "b.steps = 1"
    try add(
      """
      b.above_key = \(place.key) AND \(below) AND b.valid_from <= t.day AND (b.valid_to IS NULL OR b.valid_to > t.day)
      """,
      joins: "JOIN place_above b ON b.place_key = t.place_key JOIN place p ON p.place_key = b.place_key", as: nil)
  }

  /// - Parameter key: the row's place; nil for the tally's own, whose amount is taken from the asked place's.
  private mutating func add(_ condition: SQL, joins: SQL, as key: Int64?) throws {
    let time: SQL = timeLength == 0 ? "''" : "substr(t.day, 1, \(SQL(stringLiteral: String(timeLength))))"
    let kind: SQL = columns.contains(.kind) ? "t.kind" : "''"
    let item: SQL = columns.contains(.item) ? "t.item" : "''"
    let kinds: SQL = query.kinds.isEmpty ? "" : " AND t.kind IN (\(list: query.kinds.sorted()))"
    let rows = try session.all(
      """
      SELECT t.place_key, \(time) AS by_time, \(kind) AS by_kind, \(item) AS by_item,
        CAST(SUM(t.amount) AS BIGINT) AS amount
      FROM tally t \(joins) WHERE \(condition) AND t.day BETWEEN \(query.from) AND \(query.to)\(kinds)
      GROUP BY t.place_key, by_time, by_kind, by_item LIMIT \(StatisticsQuery.mostRows + 1)
      """)
    guard rows.count <= StatisticsQuery.mostRows else { throw Self.tooMany }
    for row in rows {
      let group = Group(
        placeKey: try key ?? row["place_key"], time: try row["by_time"], kind: try row["by_kind"],
        item: try row["by_item"])
      try add(row["amount"], to: group)
    }
  }

  private mutating func add(_ amount: Int, to group: Group) {
    var own = group
    own.placeKey = partsPlaces ? group.placeKey : nil
    counts[own, default: 0] += amount
    guard partsPlaces, group.placeKey != place.key else { return }
    own.placeKey = place.key
    counts[own, default: 0] -= amount
  }

  /// What is not folded yet, brought to the same groups.
  mutating func readOpen() throws {
    for (key, amount) in try OpenTallies.within(place, from: query.from, to: query.to, level: query.level, in: session)
    where query.kinds.isEmpty || query.kinds.contains(key.kind.rawValue) {
      let group = Group(
        placeKey: partsPlaces ? key.placeKey : nil, time: String(key.day.iso.prefix(timeLength)),
        kind: columns.contains(.kind) ? key.kind.rawValue : "", item: columns.contains(.item) ? key.item : "")
      counts[group, default: 0] += amount
    }
  }

  static let tooMany = Failure.invalid(
    FieldFailure("?by", Phrase("statistics.rows", ["most": String(StatisticsQuery.mostRows)])))

  func rows() throws -> [StatisticsRow] {
    let found = counts.filter { $0.value != 0 }
    guard found.count <= StatisticsQuery.mostRows else { throw Self.tooMany }
    let places = try places(Set(found.keys.compactMap(\.placeKey)))
    let rows = found.map { group, count in
      let place = group.placeKey.flatMap { places[$0] }
      return StatisticsRow(
        place: place?.code, placeName: place?.name, placeNameEn: place?.nameEn,
        month: columns.contains(.month) ? String(group.time.prefix(7)) : nil,
        day: columns.contains(.day) ? Day(group.time) : nil, kind: columns.contains(.kind) ? group.kind : nil,
        item: columns.contains(.item) ? group.item : nil, count: count)
    }
    return rows.map { (row: $0, key: sortKey($0)) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.row)
  }

  private func sortKey(_ row: StatisticsRow) -> [String] {
    query.by.map { column in
      switch column {
      case .place: row.place ?? ""
      case .month: row.month ?? ""
      case .day: row.day?.iso ?? ""
      case .kind: row.kind ?? ""
      case .item: row.item ?? ""
      }
    }
  }

  private func places(_ keys: Set<Int64>) throws -> [Int64: Place] {
    Dictionary(uniqueKeysWithValues: try PlaceStore.places(keys: Array(keys), in: session).map { ($0.key, $0) })
  }
}
