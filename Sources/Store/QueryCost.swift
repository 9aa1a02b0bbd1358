import Synchronization

/// What one request asked of the database, so that a page can be held to its budget.
///
/// Set it round the work: `try await Database.$cost.withValue(QueryCost()) { … }`. Bodies run on other threads; they
/// count because `read` and `write` look the counter up where they are called. A body that runs again counts again.
package final class QueryCost: Sendable {
  private let counted = Atomic<Int>(0)
  private let read = Atomic<Int>(0)

  package init() {}

  /// How many statements ran; what a transaction, a savepoint or a lock costs is not counted.
  package var statements: Int { counted.load(ordering: .relaxed) }
  /// How many rows came back.
  package var rows: Int { read.load(ordering: .relaxed) }

  func countStatement() { counted.add(1, ordering: .relaxed) }
  func countRow() { read.add(1, ordering: .relaxed) }
}
