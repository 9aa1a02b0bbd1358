import Foundation
import GRDB
import Logging

/// SQLite through GRDB: one writer with group commit, readers beside it that each see one moment.
final class SQLiteDriver: Driver {
  let engine = Engine.sqlite
  private let database: any DatabaseWriter
  private let writer: GroupWriter
  private let readers: Lanes<Void>
  private let signal = CommitSignal()
  private let statements = StatementShelf()

  /// How long a write waits for another process before it is refused: the command line writes in short transactions.
  static let busySeconds = 5.0

  /// - Parameter path: nil for a database in memory, which has one connection.
  init(path: String?, readers: Int, logger: Logger) throws {
    do {
      database = try path.map { try Self.open($0, readers: readers) } ?? DatabaseQueue(configuration: Self.settings())
    } catch {
      throw SQLiteFailure.known(error)
    }
    writer = GroupWriter(database, signal: signal, statements: statements, logger: logger)
    self.readers = Lanes(Array(repeating: (), count: path == nil ? 1 : max(readers, 1)), label: "sqlite")
  }

  private static func open(_ path: String, readers: Int) throws -> DatabasePool {
    var settings = settings()
    // One more than there are lanes, for `copy`.
    settings.maximumReaderCount = max(readers, 1) + 1
    settings.persistentReadOnlyConnections = true
    let pool = try DatabasePool(path: path, configuration: settings)
    // GRDB sets NORMAL when it opens a pool, with which the last commits are lost when the power fails.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return pool
  }

  private static func settings() -> Configuration {
    var settings = Configuration()
    settings.foreignKeysEnabled = true
    settings.busyMode = .timeout(busySeconds)
    settings.label = "store"
    settings.prepareDatabase { connection in
      try connection.execute(sql: "PRAGMA synchronous = FULL")
      // 16 MiB of pages per connection; the log file shrinks to 64 MiB after a burst.
      try connection.execute(sql: "PRAGMA cache_size = -16384")
      try connection.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }
    return settings
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    let cost = Database.cost
    return try await readers.run { [database, statements] _ in
      do {
        return try database.read { connection in
          let session = SQLiteSession(connection, writable: false, cost: cost)
          let value = try body(session)
          if let failure = session.failure { throw failure }
          statements.ended(on: connection)
          return value
        }
      } catch { throw SQLiteFailure.known(error) }
    }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await writer.write(body)
  }

  func commits() -> AsyncStream<Void> { signal.stream() }

  func copy(to path: String) async throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreError.unavailable(reason: "the file for the copy exists already")
    }
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "store.copy").async { [database] in
        continuation.resume(with: Result { try Self.copy(database, to: path) })
      }
    }
  }

  private static func copy(_ database: any DatabaseWriter, to path: String) throws {
    do {
      let target = try DatabaseQueue(path: path)
      try database.backup(to: target)
      try target.close()
    } catch { throw SQLiteFailure.known(error) }
  }

  func close() async {
    writer.close()
    await readers.close()
    await withCheckedContinuation { continuation in
      // Writes that were accepted come to their end first.
      drain { continuation.resume() }
    }
    signal.close()
    try? database.close()
  }

  private func drain(_ done: @escaping @Sendable () -> Void) {
    database.asyncWriteWithoutTransaction { [writer] _ in
      if writer.isIdle { done() } else { self.drain(done) }
    }
  }
}
