import Access
import Foundation
import Kernel
import Organisation
import Store
import Trust

/// Whose act on which order: what its row, its journal event and its counts share.
struct OrderRecord {
  let order: Order
  let item: CatalogueItem
  let post: Assignment
  let account: Account
  let occasion: Occasion
}

extension OrderDesk {
  /// Writes an act with its event and counts; the words that somebody wrote are sealed for the act's own row.
  func add(_ act: OrderAct, text: String?, to record: OrderRecord, in session: any Session) throws {
    let sealed = try text.map {
      try vault.seal($0, in: .registry, at: SealedPlace(table: "act", row: act.id, column: "text_sealed"))
    }
    try OrderStore.insert(act, text: sealed, of: record.order.key, in: session)
    try Journal.append(event(act, record, in: session), session)
    try OrderTally.count(act, of: record, in: session)
  }

  /// Adds an act to an order that is there, and writes the columns and queues that follow from all of its acts.
  func append(_ act: OrderAct, text: String? = nil, to record: OrderRecord, in session: any Session) throws -> Order {
    let standing = try OrderFold.fold(OrderStore.acts(of: record.order.key, in: session) + [act])
    try add(act, text: text, to: record, in: session)
    try OrderStore.update(record.order.key, to: standing.columns, in: session)
    let places = try QueueStore.places(above: record.order.placeKey, at: record.occasion.today, in: session)
    try QueueStore.set(QueueRow.rows(of: standing, places: places), of: record.order.key, in: session)
    return record.order.with(columns: standing.columns)
  }

  private func event(_ act: OrderAct, _ record: OrderRecord, in session: any Session) throws -> Event {
    var change: [String: String] = [
      "order": record.order.number.text, "item": record.item.code, "state": act.verb.outcome.rawValue,
      "act": act.id.description,
    ]
    if let key = act.toUnitKey { change["unit"] = try unit(key, in: session).id.description }
    return try orderEvent(
      Self.action(act.verb), subject: Subject(kind: "order", id: record.order.id), placeKey: record.order.placeKey,
      change: change, post: record.post, account: record.account, on: record.occasion, in: session)
  }

  /// An event of the registry's journal, for the post by which the act was done.
  func orderEvent(
    _ action: String, subject: Subject, placeKey: Int64, change: [String: String], post: Assignment,
    account: Account, on occasion: Occasion, in session: any Session
  ) throws -> Event {
    let actor = EventActor(
      accountKey: account.key, accountID: account.id, assignmentID: post.id, unitID: post.unit.id,
      role: post.role.rawValue)
    return Event(
      id: occasion.newID(), compartment: .registry, action: action, subject: subject, actor: actor, placeKey: placeKey,
      placeCode: try PlaceStore.place(key: placeKey, in: session)?.code, happenedAt: occasion.now,
      recordedAt: occasion.now, requestID: occasion.requestID, change: change.mapValues { .text($0) })
  }

  static func action(_ verb: OrderVerb) -> String {
    switch verb {
    case .accept: "order.accepted"
    case .dispatch: "order.dispatched"
    case .signFor: "order.signedFor"
    case .close: "order.closed"
    }
  }
}
