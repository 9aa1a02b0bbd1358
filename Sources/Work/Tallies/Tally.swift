import Access
import Kernel
import Store

/// What is counted. Orders count themselves; the other kinds come from history files until their services stand here.
package enum TallyKind: String, Sendable, CaseIterable, Codable {
  /// A matter taken in (民生事项).
  case matter
  case dispatched, signedFor, closed
  /// Closed on the day on which it was taken in.
  case closedSameDay
  /// A door knocked at, whether it was opened or not (走访).
  case visit
  /// 一老一小
  case care
  /// 协商议事
  case deliberation
  /// 矛盾调解
  case mediation
}

/// One thing to count: where, on which day, what.
package struct TallyKey: Sendable, Hashable {
  /// The lowest place at which it happened.
  package let placeKey: Int64
  package let day: Day
  package let kind: TallyKind
  /// The catalogue's code, or empty.
  package let item: String

  package init(placeKey: Int64, day: Day, kind: TallyKind, item: String) {
    self.placeKey = placeKey
    self.day = day
    self.kind = kind
    self.item = item
  }

  /// The order of the tallies' own key: writers that take rows in it never wait for each other in a circle.
  var order: (Int64, Day, String, String) { (placeKey, day, kind.rawValue, item) }

  init(_ row: Row) throws {
    guard let kind = TallyKind(rawValue: try row["kind"]) else { throw StoreError.column("kind") }
    self.init(placeKey: try row["place_key"], day: try row["day"], kind: kind, item: try row["item"])
  }
}

package enum Tally {
  /// Counts something in the transaction in which it is recorded, on the day on which it happened (house decision 8).
  package static func count(
    _ kind: TallyKind, item: String = "", at placeKey: Int64, happenedAt: Instant, amount: Int = 1,
    zone: Zone = .shanghai, in session: any Session
  ) throws {
    let key = TallyKey(placeKey: placeKey, day: zone.day(of: happenedAt), kind: kind, item: item)
    try add([key: amount], in: session)
  }

  /// Counts many things at once.
  package static func add(_ amounts: [TallyKey: Int], in session: any Session) throws {
    // 100 rows of five values stay well below SQLite's limit of 32,766 parameters and keep few statements prepared.
    var rest = Array(amounts)[...]
    while !rest.isEmpty {
      let values: [SQL] = rest.prefix(100).map { key, amount in
        "(\(key.placeKey), \(key.day), \(key.kind.rawValue), \(key.item), \(amount))"
      }
      try session.execute(
        "INSERT INTO tally_delta (place_key, day, kind, item, amount) VALUES \(SQL.joined(values, by: ", "))")
      rest = rest.dropFirst(100)
    }
  }
}

/// What an act on an order counts.
enum OrderTally {
  static func count(_ act: OrderAct, of record: OrderRecord, in session: any Session) throws {
    let zone = record.occasion.zone
    let acceptedOn = zone.day(of: record.order.columns.acceptedAt)
    let day = zone.day(of: act.happenedAt)
    let keys = kinds(act.verb, sameDay: day == acceptedOn).map {
      TallyKey(placeKey: record.order.placeKey, day: day, kind: $0, item: record.item.code)
    }
    try Tally.add(Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) }), in: session)
  }

  static func kinds(_ verb: OrderVerb, sameDay: Bool) -> [TallyKind] {
    switch verb {
    case .accept: [.matter]
    case .dispatch: [.dispatched]
    case .signFor: [.signedFor]
    case .close: sameDay ? [.closed, .closedSameDay] : [.closed]
    }
  }
}
