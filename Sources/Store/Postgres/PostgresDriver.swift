import Foundation
import Logging

/// PostgreSQL through libpq: a pool of connections, each on a thread of its own, opened when they are first needed.
final class PostgresDriver: Driver {
  let engine = Engine.postgres
  private let address: PostgresAddress
  private let lanes: Lanes<PostgresSeat>
  private let signal = CommitSignal()

  /// Reads the address; connects when something is asked for, so that a program may start before its database.
  init(uri: String, schema: String?, connections: Int, logger: Logger) throws {
    let address = try PostgresAddress(uri: uri, schema: schema)
    let style = ParameterStyle()
    self.address = address
    let seats = (0..<max(connections, 2)).map { _ in PostgresSeat(address, style: style, logger: logger) }
    lanes = Lanes(seats, label: "postgres")
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await transact("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    let value = try await transact("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", body)
    signal.send()
    return value
  }

  private func transact<T: Sendable>(
    _ begin: String, _ body: @escaping @Sendable (any Session) throws -> T
  ) async throws -> T {
    let cost = Database.cost
    let space = address.schema ?? ""
    return try await lanes.run { seat in
      try PostgresTransaction(seat: seat, begin: begin, space: space, cost: cost).run(body)
    }
  }

  func commits() -> AsyncStream<Void> { signal.stream() }

  func copy(to path: String) async throws {
    throw StoreError.statement(code: "copy", message: "PostgreSQL is copied by its own tools, such as pg_dump")
  }

  func close() async {
    await lanes.close { $0.drop() }
    signal.close()
  }
}

/// A place for a connection, on a lane of its own: only that lane's thread touches it.
final class PostgresSeat: @unchecked Sendable {
  private let address: PostgresAddress
  private let style: ParameterStyle
  private let logger: Logger
  private var connection: PostgresConnection?

  init(_ address: PostgresAddress, style: ParameterStyle, logger: Logger) {
    self.address = address
    self.style = style
    self.logger = logger
  }

  /// The open connection, or a new one.
  func open() throws -> PostgresConnection {
    if let connection, !connection.isBroken { return connection }
    do {
      let opened = try PostgresConnection(address, style: style)
      connection = opened
      return opened
    } catch {
      let known = (error as? PostgresFailure)?.known ?? error
      logger.warning("no connection to PostgreSQL", metadata: ["reason": "\(known)"])
      throw known
    }
  }

  func drop() { connection = nil }
}
