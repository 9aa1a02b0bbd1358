import Kernel

/// What follows from an order's acts: everything that its columns and queues hold.
package struct OrderStanding: Sendable, Hashable {
  package var state: OrderState
  package var flags: Set<OrderFlag>
  /// In whose hands it is.
  package var ownerUnit: Int64
  /// Who of that unit has taken it; nil until somebody signs for it.
  package var ownerAccount: Int64?
  /// Who was asked first (首问负责).
  package var firstAccount: Int64
  package var acceptedAt: Instant
  package var dueAt: Instant?
  package var closedAt: Instant?
  /// The number of acts: what an `ETag` carries.
  package var version: Int
  /// Units that had it in their hands and handed it on.
  package var handedOn: Set<Int64>
  /// Who handed it on or closed it, with the time of the last such deed.
  package var doneBy: [Int64: Instant]
}

/// The one way from acts to state; pure.
package enum OrderFold {
  /// Acts that can't be an order's: a mistake of ours or a damaged database.
  package struct Broken: Error, Sendable, Hashable {
    package let ordinal: Int
  }

  /// - Parameter acts: all acts of one order in their order.
  /// - Throws: `Broken` at the first act that has another place than its ordinal says, or if an order doesn't begin with
  ///   its acceptance, is accepted twice, or goes on after its end.
  package static func fold(_ acts: [OrderAct]) throws(Broken) -> OrderStanding {
    guard let first = acts.first, var standing = begin(first) else { throw Broken(ordinal: 1) }
    for (index, act) in acts.enumerated().dropFirst() {
      guard act.ordinal == index + 1, act.verb != .accept, standing.state != .closed else {
        throw Broken(ordinal: index + 1)
      }
      apply(act, to: &standing)
    }
    return standing
  }

  private static func begin(_ act: OrderAct) -> OrderStanding? {
    guard act.verb == .accept, act.ordinal == 1 else { return nil }
    return OrderStanding(
      state: .accepted, flags: Set(act.detail.sets ?? []), ownerUnit: act.toUnitKey ?? act.unitKey,
      ownerAccount: act.accountKey, firstAccount: act.accountKey, acceptedAt: act.happenedAt, dueAt: act.detail.due,
      closedAt: nil, version: 1, handedOn: [], doneBy: [:])
  }

  private static func apply(_ act: OrderAct, to standing: inout OrderStanding) {
    standing.state = act.verb.outcome
    standing.version = act.ordinal
    standing.flags.subtract(act.detail.clears ?? [])
    standing.flags.formUnion(act.detail.sets ?? [])
    switch act.verb {
    case .accept: break
    case .dispatch:
      standing.handedOn.insert(standing.ownerUnit)
      standing.ownerUnit = act.toUnitKey ?? standing.ownerUnit
      standing.handedOn.remove(standing.ownerUnit)
      standing.ownerAccount = nil
      standing.doneBy[act.accountKey] = act.happenedAt
    case .signFor: standing.ownerAccount = act.accountKey
    case .close:
      standing.closedAt = act.happenedAt
      standing.doneBy[act.accountKey] = act.happenedAt
    }
  }
}
