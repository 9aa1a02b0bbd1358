import Kernel

/// A queue in which an order stands, with its place in it.
struct QueueRow: Hashable, Sendable {
  enum Queue: String, Sendable, CaseIterable {
    /// A place at or above the order's.
    case place
    /// The unit in whose hands it is.
    case unit
    /// A unit that had it and handed it on: it may still look.
    case handed
    /// Who was asked first.
    case first
    /// Who handed it on or closed it: what she has done, the latest first.
    case done
  }
  enum Standing: String, Sendable, CaseIterable { case open, closed }

  let queue: Queue
  let holder: Int64
  let standing: Standing
  /// What it is sorted by: the due time while it is open, the closing time downwards after.
  let rank: Int64

  /// An order without a limit stands behind all others. Later than any due time, and safe to reckon with.
  static let noLimit: Int64 = 1 << 52

  /// All rows of an order.
  /// - Parameter places: the keys of its place and all above.
  static func rows(of standing: OrderStanding, places: [Int64]) -> Set<QueueRow> {
    let open = standing.closedAt == nil
    let rank = standing.closedAt.map { -$0.milliseconds } ?? standing.dueAt?.milliseconds ?? noLimit
    func row(_ queue: Queue, _ holder: Int64) -> QueueRow {
      QueueRow(queue: queue, holder: holder, standing: open ? .open : .closed, rank: rank)
    }
    var rows = Set(places.map { row(.place, $0) })
    rows.insert(row(.unit, standing.ownerUnit))
    rows.formUnion(standing.handedOn.map { row(.handed, $0) })
    rows.insert(row(.first, standing.firstAccount))
    for (account, time) in standing.doneBy {
      rows.insert(QueueRow(queue: .done, holder: account, standing: .closed, rank: -time.milliseconds))
    }
    return rows
  }
}
