import Foundation
import GRDB

/// A running transaction, or one write's part of it, on a GRDB connection.
final class SQLiteSession: ScriptSession {
  let engine = Engine.sqlite
  private let connection: GRDB.Database
  private let writable: Bool
  private let cost: QueryCost?
  /// A statement's error that no savepoint has undone. PostgreSQL refuses to go on after one, so SQLite does too:
  /// otherwise a body would work here and fail there.
  private(set) var failure: (any Error)?
  /// Cached statements that a loop over rows is still using.
  private var running: Set<String> = []

  init(_ connection: GRDB.Database, writable: Bool, cost: QueryCost?) {
    self.connection = connection
    self.writable = writable
    self.cost = cost
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
    var rows: [Row] = []
    try forEachRow(sql, arguments) {
      rows.append($0)
      return true
    }
    return rows
  }

  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws {
    let bound = try start(arguments)
    try using(sql) { statement in
      let cursor = try attempt { try GRDB.Row.fetchCursor(statement, arguments: bound) }
      let columns = statement.columnNames
      while let row = try attempt({ try cursor.next() }) {
        cost?.countRow()
        guard try body(Row(columns: columns, values: row.databaseValues.map(SQLValue.init))) else { return }
      }
    }
  }

  func run(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    let bound = try start(arguments)
    return try using(sql) { statement in
      let before = connection.totalChangesCount
      try attempt { try statement.execute(arguments: bound) }
      // sqlite3_changes keeps the number of the statement before when this one is no INSERT, UPDATE or DELETE.
      return connection.totalChangesCount == before ? 0 : connection.changesCount
    }
  }

  func script(_ sql: String) throws { try attempt { try connection.execute(sql: sql) } }

  func lock(_ lock: Lock) throws {}
  func tryLock(_ lock: Lock) throws -> Bool { true }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    let before = failure
    try command("SAVEPOINT quanke")
    do {
      let value = try body()
      try command("RELEASE quanke")
      return value
    } catch {
      if connection.isInsideTransaction {
        failure = before
        try command("ROLLBACK TO quanke")
        try command("RELEASE quanke")
      }
      throw error
    }
  }

  private func start(_ arguments: [SQLValue]) throws -> StatementArguments {
    guard !arguments.contains(where: \.holdsNUL) else { throw StoreError.nulInText }
    cost?.countStatement()
    return StatementArguments(arguments.map { $0.databaseValue as DatabaseValue? })
  }

  private func command(_ sql: String) throws {
    try attempt { try connection.cachedStatement(sql: sql).execute() }
  }

  private func using<T>(_ sql: String, _ body: (Statement) throws -> T) throws -> T {
    let reused = running.contains(sql)
    let statement = try attempt {
      reused ? try connection.makeStatement(sql: sql) : try connection.cachedStatement(sql: sql)
    }
    running.insert(sql)
    defer { if !reused { running.remove(sql) } }
    return try body(statement)
  }

  /// A full disk may end the whole transaction under a body that catches the error; what it would do next must then
  /// not be written on its own.
  private func attempt<T>(_ work: () throws -> T) throws -> T {
    if let failure { throw failure }
    guard connection.isInsideTransaction else { throw StoreError.unavailable(reason: "the transaction was undone") }
    do { return try work() } catch {
      let known = SQLiteFailure.known(error, on: connection, writable: writable)
      failure = known
      throw known
    }
  }
}

extension SQLValue {
  init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .null: .null
      case .int64(let number): .integer(number)
      case .double(let number): .real(number)
      case .string(let text): .text(text)
      case .blob(let bytes): .blob(bytes)
      }
  }

  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let bytes): bytes.databaseValue
    }
  }
}
