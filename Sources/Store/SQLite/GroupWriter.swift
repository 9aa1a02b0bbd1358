import GRDB
import Logging
import Synchronization

/// One writer that commits in groups: writes that arrive while a commit is running share the next transaction, and so
/// one wait for the disk. Each lies in a savepoint of its own, so that one that fails harms no other.
final class GroupWriter: Sendable {
  private struct Line {
    var waiting: [PendingWrite] = []
    var working = false
    var closed = false
  }
  private let line = Mutex(Line())
  private let database: any DatabaseWriter
  private let signal: CommitSignal
  private let statements: StatementShelf
  private let logger: Logger
  /// How many writes share one commit: past 256 the disk's wait is a small part of the whole, and the first of the
  /// group would only wait longer for the last.
  private let groupSize = 256

  init(_ database: any DatabaseWriter, signal: CommitSignal, statements: StatementShelf, logger: Logger) {
    self.database = database
    self.signal = signal
    self.statements = statements
    self.logger = logger
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    let cost = Database.cost
    return try await withCheckedThrowingContinuation { continuation in
      let write = Write(body, cost: cost, continuation)
      let (accepted, idle) = line.withLock { line in
        guard !line.closed else { return (false, false) }
        line.waiting.append(write)
        defer { line.working = true }
        return (true, !line.working)
      }
      if !accepted { write.finish(lost: .unavailable(reason: "the database is closed")) }
      if idle { schedule() }
    }
  }

  /// Refuses new writes; those that were accepted come to their end.
  func close() { line.withLock { $0.closed = true } }
  var isIdle: Bool { line.withLock { !$0.working } }

  private func schedule() {
    database.asyncWriteWithoutTransaction { connection in
      self.commitGroup(connection)
      let more = self.line.withLock { line in
        line.working = !line.waiting.isEmpty
        return line.working
      }
      if more { self.schedule() }
    }
  }

  private func commitGroup(_ connection: GRDB.Database) {
    do { try connection.beginTransaction(.immediate) } catch {
      // Whoever waits would wait in vain as long again, one group after the other.
      let lost = lost(error)
      for write in take(.max) { write.finish(lost: lost) }
      return
    }
    let group = take(groupSize)
    var ran: ArraySlice<PendingWrite> = []
    for (index, write) in group.enumerated() where connection.isInsideTransaction {
      write.run(on: connection)
      ran = group[...index]
    }
    let lost = commit(connection)
    statements.ended(on: connection)
    let later = Array(group[ran.endIndex...])
    if !later.isEmpty { line.withLock { $0.waiting.insert(contentsOf: later, at: 0) } }
    if lost == nil, ran.contains(where: \.succeeded) { signal.send() }
    for write in ran { write.finish(lost: lost) }
  }

  private func take(_ count: Int) -> [PendingWrite] {
    line.withLock { line in
      let taken = Array(line.waiting.prefix(count))
      line.waiting.removeFirst(taken.count)
      return taken
    }
  }

  /// Nil if the group is durable; otherwise why nothing of it was written.
  private func commit(_ connection: GRDB.Database) -> StoreError? {
    do {
      guard connection.isInsideTransaction else { return .unavailable(reason: "the transaction was undone") }
      try connection.commit()
      return nil
    } catch {
      try? connection.rollback()
      return lost(error)
    }
  }

  private func lost(_ error: any Error) -> StoreError {
    let known = SQLiteFailure.known(error)
    logger.error("a group of writes was lost", metadata: ["reason": "\(known)"])
    if let known = known as? StoreError, case .unavailable = known { return known }
    return .unavailable(reason: "the commit failed: \(known)")
  }
}

/// A write that waits for its turn or for its commit; touched by the writer's thread alone.
class PendingWrite: @unchecked Sendable {
  fileprivate var succeeded: Bool { false }
  fileprivate func run(on connection: GRDB.Database) {}
  /// - Parameter lost: set if the group's commit failed. Then also a body that failed by itself is answered so: it may
  ///   have seen what another of the group wrote, which is no more.
  fileprivate func finish(lost: StoreError?) {}
}

private final class Write<T: Sendable>: PendingWrite, @unchecked Sendable {
  private let body: @Sendable (any Session) throws -> T
  private let cost: QueryCost?
  private let continuation: CheckedContinuation<T, any Error>
  private var result: Result<T, any Error>?

  init(
    _ body: @escaping @Sendable (any Session) throws -> T, cost: QueryCost?,
    _ continuation: CheckedContinuation<T, any Error>
  ) {
    self.body = body
    self.cost = cost
    self.continuation = continuation
  }

  override var succeeded: Bool { if case .success = result { true } else { false } }

  override func run(on connection: GRDB.Database) {
    let session = SQLiteSession(connection, writable: true, cost: cost)
    result = Result { try session.savepoint { try body(session) } }
  }

  override func finish(lost: StoreError?) {
    if let lost { return continuation.resume(throwing: lost) }
    continuation.resume(with: result ?? .failure(StoreError.unavailable(reason: "the write never ran")))
  }
}
