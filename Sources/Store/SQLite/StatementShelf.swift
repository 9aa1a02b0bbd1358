import GRDB
import Synchronization

/// Bounds GRDB's cache of prepared statements, which only grows: lists of values give one text for each length.
final class StatementShelf: Sendable {
  private let transactions = Atomic<Int>(0)
  /// Preparing some hundred statements anew once in ten thousand transactions costs nothing that can be measured; a
  /// prime, so that connections taken in turn all have their day.
  private static let period = 9_973

  func ended(on connection: GRDB.Database) {
    let count = transactions.add(1, ordering: .relaxed).newValue
    if count % Self.period == 0 { connection.releaseMemory() }
  }
}
