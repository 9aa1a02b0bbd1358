import Foundation
import GRDB

/// Turns SQLite's errors into the store's.
enum SQLiteFailure {
  /// - Parameter connection: asked for the names of indexes, which SQLite's messages leave out.
  static func known(_ error: any Error, on connection: GRDB.Database? = nil, writable: Bool = true) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let message = error.message ?? ""
    switch error.resultCode {
    case .SQLITE_CONSTRAINT: return constraint(error, message, connection)
    case .SQLITE_READONLY where !writable: return statement(error, message)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StoreError.unavailable(reason: "another process is writing to the database")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_NOMEM, .SQLITE_PERM,
      .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_PROTOCOL, .SQLITE_NOLFS, .SQLITE_INTERRUPT:
      return StoreError.unavailable(reason: message)
    default: return statement(error, message)
    }
  }

  private static func constraint(_ error: DatabaseError, _ message: String, _ connection: GRDB.Database?) -> StoreError
  {
    let subject = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
      return .unique(name: String(subject.prefix { $0 != "." }) + "_pkey")
    case .SQLITE_CONSTRAINT_UNIQUE:
      return .unique(name: SQLiteIndexes.name(subject, on: connection))
    case .SQLITE_CONSTRAINT_CHECK: return .check(name: subject)
    case .SQLITE_CONSTRAINT_NOTNULL: return .notNull(column: subject)
    // RESTRICT is reported like a trigger that raises.
    case _ where message == "FOREIGN KEY constraint failed": return .foreignKey
    default: return statement(error, message)
    }
  }

  /// Messages of running statements may quote what was bound (`fts5: syntax error near "…"`): they are cut before it.
  private static func statement(_ error: DatabaseError, _ message: String) -> StoreError {
    let preparing = error.arguments == nil
    let safe = preparing ? message : String(message.prefix { $0 != "\"" && $0 != ":" })
    return .statement(code: "\(error.extendedResultCode.rawValue)", message: safe)
  }
}

/// The names of unique indexes by what SQLite's message says of them.
enum SQLiteIndexes {
  /// - Parameter subject: `table.a, table.b`, or `index 'name'` for an index over expressions.
  static func name(_ subject: String, on connection: GRDB.Database?) -> String {
    if subject.hasPrefix("index '") { return String(subject.dropFirst(7).dropLast()) }
    let names = subject.components(separatedBy: ", ").map { $0.split(separator: ".", maxSplits: 1).map(String.init) }
    guard let table = names.first?.first, let connection else { return subject }
    let columns = names.compactMap(\.last)
    let found = try? indexes(of: table, on: connection).first { $0.columns == columns }
    return found?.name ?? subject
  }

  private static func indexes(of table: String, on connection: GRDB.Database) throws -> [(
    name: String, columns: [String?]
  )] {
    let names = try String.fetchAll(
      connection, sql: "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin = 'c'", arguments: [table])
    return try names.map { name in
      let sql = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
      return (name, try String?.fetchAll(connection, sql: sql, arguments: [name]))
    }
  }
}
