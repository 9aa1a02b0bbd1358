import Kernel
import Store

/// Counts anew from acts and history, and proves the tallies equal, or makes them so.
package enum TallyRebuild {
  package struct Divergence: Sendable, Hashable {
    package let key: TallyKey
    package let counted: Int
    package let tallied: Int
  }

  /// Where the tallies with their open deltas differ from what the acts and the history files say; empty if nowhere.
  package static func check(zone: Zone = .shanghai, in session: any Session) throws -> [Divergence] {
    let wanted = try counted(zone: zone, in: session)
    let present = try tallied(in: session)
    return Set(wanted.keys).union(present.keys)
      .map { Divergence(key: $0, counted: wanted[$0] ?? 0, tallied: present[$0] ?? 0) }
      .filter { $0.counted != $0.tallied }
      .sorted { $0.key.order < $1.key.order }
  }

  /// Counts anew and writes the tallies from scratch, in the caller's transaction. Returns what differed.
  @discardableResult package static func repair(zone: Zone = .shanghai, in session: any Session) throws -> [Divergence]
  {
    try session.lock(.named("tally.fold"))
    let divergences = try check(zone: zone, in: session)
    guard !divergences.isEmpty else { return [] }
    try session.execute("DELETE FROM tally_delta")
    try session.execute("DELETE FROM tally")
    try TallyStore.add(counted(zone: zone, in: session), in: session)
    return divergences
  }

  private static func tallied(in session: any Session) throws -> [TallyKey: Int] {
    var amounts: [TallyKey: Int] = [:]
    try session.forEachRow("SELECT place_key, day, kind, item, amount FROM tally", []) { row in
      amounts[try TallyKey(row), default: 0] += try row["amount"]
      return true
    }
    var lines = PlaceLines(in: session)
    let open = try TallyStore.open(from: Day(number: -700_000), to: Day(number: 2_900_000), in: session)
    amounts.merge(try lines.spread(open)) { $0 + $1 }
    return amounts.filter { $0.value != 0 }
  }

  /// What acts and history say, for the places where it happened and every place above.
  static func counted(zone: Zone, in session: any Session) throws -> [TallyKey: Int] {
    var own = try orders(zone: zone, in: session)
    own.merge(try history(zone: zone, in: session)) { $0 + $1 }
    var lines = PlaceLines(in: session)
    return try lines.spread(own)
  }

  /// Days since 1970 of a column of milliseconds: whole division, the same on both engines for times after 1970.
  private static func day(_ column: SQL, zone: Zone) -> SQL {
    "(\(column) + \(SQL(stringLiteral: String(zone.offsetMinutes * 60_000)))) / 86400000"
  }

  private static func orders(zone: Zone, in session: any Session) throws -> [TallyKey: Int] {
    let (happened, accepted) = (day("t.happened_at", zone: zone), day("f.happened_at", zone: zone))
    let (sql, arguments) =
      ("""
    SELECT o.place_key, o.item, t.verb, \(happened) AS happened, \(accepted) AS accepted, COUNT(*) AS amount
    FROM act t JOIN work_order o ON o.order_key = t.order_key
    JOIN act f ON f.order_key = t.order_key AND f.ordinal = 1
    GROUP BY o.place_key, o.item, t.verb, \(happened), \(accepted)
    """ as SQL).rendered
    var amounts: [TallyKey: Int] = [:]
    try session.forEachRow(sql, arguments) { row in
      guard let verb = OrderVerb(rawValue: try row["verb"]) else { throw StoreError.column("verb") }
      let happened: Int = try row["happened"]
      let accepted: Int = try row["accepted"]
      for kind in OrderTally.kinds(verb, sameDay: happened == accepted) {
        let key = TallyKey(
          placeKey: try row["place_key"], day: Day(number: happened), kind: kind, item: try row["item"])
        amounts[key, default: 0] += try row["amount"]
      }
      return true
    }
    return amounts
  }

  private static func history(zone: Zone, in session: any Session) throws -> [TallyKey: Int] {
    let happened = day("happened_at", zone: zone)
    let (sql, arguments) =
      ("""
    SELECT place_key, \(happened) AS happened, kind, item, COUNT(*) AS amount FROM history_fact
    GROUP BY place_key, \(happened), kind, item
    """ as SQL).rendered
    var amounts: [TallyKey: Int] = [:]
    try session.forEachRow(sql, arguments) { row in
      guard let kind = TallyKind(rawValue: try row["kind"]) else { throw StoreError.column("kind") }
      let key = TallyKey(
        placeKey: try row["place_key"], day: Day(number: try row["happened"]), kind: kind, item: try row["item"])
      amounts[key, default: 0] += try row["amount"]
      return true
    }
    return amounts
  }
}
