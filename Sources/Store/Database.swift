import Logging

/// Where the data lie.
package enum DatabaseLocation: Sendable, Hashable {
  /// One SQLite file; its folder must exist.
  case file(String)
  /// SQLite in memory, for tests.
  case memory
  /// A libpq connection URI `postgres://…`. `schema`: a schema of one's own, for tests.
  case postgres(String, schema: String? = nil)
}

/// The data of an installation on one of the two engines.
///
/// `read` sees one moment; many run at once. `write` is one transaction, durable when it returns. A body is
/// synchronous, touches nothing but its session, and may be run again after a conflict: it must not keep effects
/// outside. A statement's error fails the whole body on both engines, caught or not, unless a `savepoint` undoes it.
package final class Database: Sendable {
  /// Counts what the current task asks for, if it is set.
  @TaskLocal package static var cost: QueryCost?

  private let driver: any Driver
  package var engine: Engine { driver.engine }

  /// Opens the database without changing it; `migrate` brings its tables up to date.
  package init(_ location: DatabaseLocation, readers: Int = 4, logger: Logger = Logger(label: "store")) throws {
    switch location {
    case .file(let path): driver = try SQLiteDriver(path: path, readers: readers, logger: logger)
    case .memory: driver = try SQLiteDriver(path: nil, readers: readers, logger: logger)
    case .postgres(let uri, let schema):
      driver = try PostgresDriver(uri: uri, schema: schema, connections: readers * 2, logger: logger)
    }
  }

  package func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await driver.read(body)
  }

  /// - Throws: what `body` throws (its writes are undone, those of others are not), or `StoreError.unavailable` if the
  ///   commit failed and nothing was written.
  @discardableResult
  package func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await driver.write(body)
  }

  /// A value each time that something was committed through this process, coalesced; others' commits are not seen.
  package func commits() -> AsyncStream<Void> { driver.commits() }

  /// Brings the tables up to date with the numbered migrations, each in one transaction.
  /// - Throws: `StoreError.newerDatabase` if the database has a migration that this program doesn't know.
  package func migrate() async throws { try await migrate(Migration.all()) }

  /// The same with a list of one's own, for tests.
  package func migrate(_ migrations: [Migration]) async throws {
    let migrator = Migrator(migrations: migrations, engine: engine)
    while try await driver.write({ try migrator.step($0) }) {}
  }

  /// Copies all data, as they are at one moment, into a new SQLite file; readers and writers go on meanwhile.
  /// - Throws: `StoreError.unavailable` if the file exists or can't be written, `StoreError.statement` on PostgreSQL,
  ///   which is copied by its own tools (pg_dump, pg_basebackup).
  package func copy(to path: String) async throws { try await driver.copy(to: path) }

  /// Ends open work and closes; later calls throw `unavailable`.
  package func close() async { await driver.close() }
}

/// What an engine does for `Database`.
protocol Driver: Sendable {
  var engine: Engine { get }
  func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
  func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
  func commits() -> AsyncStream<Void>
  func copy(to path: String) async throws
  func close() async
}
