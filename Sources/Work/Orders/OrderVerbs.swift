import Access
import Kernel
import Organisation
import Rulebook
import Store

extension OrderDesk {
  /// Hands an order to a department (派遣): the one that decides the item and serves the place, or the given unit if the
  /// access list entitles it. A unit that it doesn't is refused and journalled: commit, then answer with the refusal.
  /// - Parameter expected: the version that was read; nil if the caller doesn't care.
  /// - Throws: `notFound`, `stale`, `conflict` with the reason, `invalid` for an unknown unit.
  package func dispatch(
    _ id: EntityID, to unitID: EntityID? = nil, expected: Int? = nil, _ grant: Grant, on occasion: Occasion,
    in session: any Session
  ) throws -> Decision<OrderReceipt> {
    let record = try take(.dispatch, id, expected: expected, grant, on: occasion, in: session)
    let unit = try target(unitID, of: record, in: session)
    guard try entitles(unit, for: record, in: session) else {
      return .refused(try refuse(unit, for: record, in: session))
    }
    let act = act(.dispatch, record, to: unit)
    return .done(try receipt(try append(act, to: record, in: session), in: session))
  }

  /// Signs for an order that lies in the own unit's hands (签收).
  /// - Throws: `notFound`, `stale`, `conflict` with the reason.
  package func signFor(
    _ id: EntityID, expected: Int? = nil, _ grant: Grant, on occasion: Occasion, in session: any Session
  ) throws -> OrderReceipt {
    let record = try take(.signFor, id, expected: expected, grant, on: occasion, in: session)
    return try receipt(try append(act(.signFor, record), to: record, in: session), in: session)
  }

  /// Ends an order with its result in words (办结). The second who tries is told that it is closed, and since when.
  /// - Throws: `notFound`, `stale`, `conflict` with the reason, `invalid` for an empty or endless result.
  package func close(
    _ id: EntityID, result: String, expected: Int? = nil, _ grant: Grant, on occasion: Occasion, in session: any Session
  ) throws -> OrderReceipt {
    try Self.check(result: result)
    let record = try take(.close, id, expected: expected, grant, on: occasion, in: session)
    return try receipt(try append(act(.close, record), text: result, to: record, in: session), in: session)
  }

  /// A result has to say something; 2,000 characters are two pages.
  static func check(result: String) throws {
    guard result.contains(where: { !$0.isWhitespace }) else {
      throw Failure.invalid(FieldFailure("/result", "order.closing.missing"))
    }
    if result.count > 2000 {
      throw Failure.invalid(FieldFailure("/result", Phrase("order.closing.long", ["most": "2000"])))
    }
  }

  /// Loads an order for an act: in reach, alone, unchanged since it was read, and the act possible.
  private func take(
    _ verb: OrderVerb, _ id: EntityID, expected: Int?, _ grant: Grant, on occasion: Occasion, in session: any Session
  ) throws -> OrderRecord {
    try session.lock(.order(try OrderStore.order(id: id, grant: grant, in: session).key))
    let order = try OrderStore.order(id: id, grant: grant, in: session)
    if let expected, expected != order.columns.version { throw Failure(.stale, "order.stale") }
    let item = try item(of: order, in: session)
    let owner = try unit(order.columns.ownerUnit, in: session)
    switch rules(for: order, item: item, owner: owner, zone: occasion.zone).decide(verb, posts: grant.posts) {
    case .failure(let obstacle): throw Failure(.conflict, obstacle.phrase)
    case .success(let post):
      return OrderRecord(order: order, item: item, post: post, account: try grant.account(), occasion: occasion)
    }
  }

  private func act(_ verb: OrderVerb, _ record: OrderRecord, to unit: Unit? = nil) -> OrderAct {
    let move = moves.move(verb, in: record.order.columns.state)
    return OrderAct(
      ordinal: record.order.columns.version + 1, id: record.occasion.newID(), verb: verb,
      accountKey: record.account.key, assignmentKey: record.post.key, unitKey: record.post.unit.key,
      toUnitKey: unit?.key, happenedAt: record.occasion.now, recordedAt: record.occasion.now,
      detail: OrderAct.Detail(
        sets: move?.sets.isEmpty == false ? move?.sets : nil, clears: move?.clears.isEmpty == false ? move?.clears : nil
      ))
  }

  func receipt(_ order: Order, in session: any Session) throws -> OrderReceipt {
    let community = try PlaceStore.place(code: order.number.community, at: day(of: order), in: session)
    return OrderReceipt(
      id: order.id, number: order.number, printedNumber: order.number.printed(community: community?.name ?? ""),
      state: order.columns.state, acceptedAt: order.columns.acceptedAt, dueAt: order.columns.dueAt,
      closedAt: order.columns.closedAt, owner: try unit(order.columns.ownerUnit, in: session),
      version: order.columns.version)
  }

  /// The day on which the order got its number: its community had that code then.
  private func day(of order: Order) -> Day { Zone.shanghai.day(of: order.columns.acceptedAt) }
}
