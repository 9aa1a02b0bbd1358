import Access
import Kernel
import Organisation
import Rulebook
import Store

/// A page of a list.
package struct OrderPage: Sendable {
  package let lines: [OrderLine]
  package let next: OrderFilter.Cursor?
}

/// The lists of orders (四张清单): each a range of an index, filtered by the same grant that opens a single order.
package struct OrderQueue: Sendable {
  let desk: OrderDesk

  package init(_ desk: OrderDesk) { self.desk = desk }

  /// - Throws: `notFound` for a place out of reach; `invalid` for a due time of closed orders.
  package func list(_ filter: OrderFilter, _ grant: Grant, on occasion: Occasion, in session: any Session) throws
    -> OrderPage
  {
    let reading = try reading(filter, grant, on: occasion, in: session)
    guard !reading.streams.isEmpty else { return OrderPage(lines: [], next: nil) }
    let rows = try session.all(Self.page(reading, grant))
    let lines = try OrderLine.read(
      Array(rows.prefix(filter.limit)), desk: desk, grant: grant, on: occasion, in: session)
    if rows.count > filter.limit, let last = rows.dropLast().last {
      return OrderPage(lines: lines, next: try Self.cursor(last))
    }
    return OrderPage(lines: lines, next: try session.first(reading.horizon).map(Self.cursor))
  }

  private static func page(_ reading: QueueReading, _ grant: Grant) -> SQL {
    reading.page(OrderLine.columns, joins: OrderLine.joins, reach: OrderStore.reach(grant))
  }

  /// The statements that `list` runs, for whoever wants to see how the engine answers them.
  func statements(_ filter: OrderFilter, _ grant: Grant, on occasion: Occasion, in session: any Session) throws -> [SQL]
  {
    let reading = try reading(filter, grant, on: occasion, in: session)
    return [Self.page(reading, grant), reading.horizon]
  }

  private static func cursor(_ row: Row) throws -> OrderFilter.Cursor {
    OrderFilter.Cursor(rank: try row["rank"], key: try row["order_key"])
  }

  private func reading(_ filter: OrderFilter, _ grant: Grant, on occasion: Occasion, in session: any Session) throws
    -> QueueReading
  {
    let place = try filter.place.map { try Self.place($0, grant, in: session) }
    let closed = filter.list == .done || filter.state == .one(.closed)
    guard filter.due == nil || !closed else { throw Failure.invalid(FieldFailure("?due", "order.due.closed")) }
    let streams = try Self.streams(filter.list, place: place, grant)
    var conditions: [SQL] = []
    if case .one(let state) = filter.state, state != .closed || filter.list == .done {
      conditions.append("o.state = \(state.rawValue)")
    }
    if let place, streams.contains(where: { $0.queue != .place }) {
      conditions.append(
        """
        EXISTS (SELECT 1 FROM place_above within WHERE within.place_key = o.place_key
          AND within.above_key = \(place.key) AND \(PlaceStore.holds("within", at: grant.day)))
        """)
    }
    switch filter.owner {
    case nil: break
    case .me: conditions.append("o.owner_account_key = \(try grant.account().key)")
    case .unit(let id):
      conditions.append("o.owner_unit_key = \(try UnitStore.unit(id: id, in: session)?.key ?? 0)")
    }
    return QueueReading(
      streams: streams, standing: closed ? .closed : .open, before: Self.before(filter.due, on: occasion),
      cursor: filter.cursor, conditions: conditions, limit: filter.limit)
  }

  private static func before(_ due: OrderFilter.Due?, on occasion: Occasion) -> Int64? {
    switch due {
    case nil: nil
    case .overdue: occasion.now.milliseconds
    case .by(let day): occasion.zone.instant(of: day.adding(days: 1)).milliseconds
    }
  }

  /// A place that may be asked for: in reach, or anywhere for somebody who sees her unit's orders only.
  private static func place(_ code: String, _ grant: Grant, in session: any Session) throws -> Place {
    guard let place = try PlaceStore.place(code: code, at: grant.day, in: session),
      try !grant.unitKeys.isEmpty || grant.reaches(place: place.key, in: session)
    else { throw Failure.notFound }
    return place
  }

  static func streams(_ list: OrderFilter.List?, place: Place? = nil, _ grant: Grant) throws -> [QueueReading.Stream] {
    let units = grant.unitKeys.map { QueueReading.Stream(queue: .unit, holder: $0) }
    let places = (place.map { grant.placeKeys.isEmpty ? [] : [$0.key] } ?? grant.placeKeys)
      .map { QueueReading.Stream(queue: .place, holder: $0) }
    switch list {
    case nil: return unique(places + units)
    case .place: return unique(places)
    case .unit: return unique(grant.posts.map { QueueReading.Stream(queue: .unit, holder: $0.unit.key) })
    case .first: return [QueueReading.Stream(queue: .first, holder: try grant.account().key)]
    case .done: return [QueueReading.Stream(queue: .done, holder: try grant.account().key)]
    }
  }

  private static func unique(_ streams: [QueueReading.Stream]) -> [QueueReading.Stream] {
    var seen: Set<QueueReading.Stream> = []
    return streams.filter { seen.insert($0).inserted }
  }
}
