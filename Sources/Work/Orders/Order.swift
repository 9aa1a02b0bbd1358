import Kernel

/// One matter of one person (办件), as its row says; what is done to it are its acts.
package struct Order: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let number: OrderNumber
  /// The item's code in the catalogue of that day.
  package let item: String
  /// The versions of catalogue, calendar and office hours by which it was accepted.
  package let rules: OrderRules
  package let personKey: Int64
  /// Where the person lived when it was accepted: reach and counts go by it.
  package let placeKey: Int64
  package let channel: OrderChannel
  /// What the columns say; `OrderFold` says the same from the acts.
  package let columns: OrderColumns

  func with(key: Int64? = nil, columns: OrderColumns) -> Order {
    Order(
      key: key ?? self.key, id: id, number: number, item: item, rules: rules, personKey: personKey,
      placeKey: placeKey, channel: channel, columns: columns)
  }
}

/// The columns that are folded from the acts and written in the same transaction.
package struct OrderColumns: Sendable, Hashable {
  package let state: OrderState
  package let ownerUnit: Int64
  package let ownerAccount: Int64?
  package let firstAccount: Int64
  package let acceptedAt: Instant
  package let dueAt: Instant?
  package let closedAt: Instant?
  package let version: Int
}

extension OrderStanding {
  package var columns: OrderColumns {
    OrderColumns(
      state: state, ownerUnit: ownerUnit, ownerAccount: ownerAccount, firstAccount: firstAccount,
      acceptedAt: acceptedAt, dueAt: dueAt, closedAt: closedAt, version: version)
  }
}
