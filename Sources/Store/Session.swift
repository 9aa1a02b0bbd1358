/// Which engine runs below; a difference between them has a name in `Store/` and is asked for nowhere else.
package enum Engine: String, Sendable, CaseIterable { case sqlite, postgres }

/// What a write must hold alone, taken in this order of cases when several are needed.
/// An advisory lock until the transaction ends on PostgreSQL; nothing on SQLite, which has one writer.
package enum Lock: Sendable, Hashable {
  /// One work order, by its integer key.
  case order(Int64)
  /// One person of the registry, by her integer key.
  case person(Int64)
  /// One named thing, such as the sealing of a compartment or a block of numbers.
  case named(String)
}

/// A running transaction. It lives only inside the body of `Database.read` or `Database.write`, on one thread.
///
/// SQL is one text for both engines with parameters `?1`, `?2` …; everything else that differs is a macro of
/// `Dialect` (only in migrations) or a method here.
package protocol Session: AnyObject {
  var engine: Engine { get }
  /// All rows of an answer, in order.
  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row]
  /// Calls `body` for row after row in bounded memory, until it returns false.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws
  /// Runs a statement that gives no rows. Returns how many rows it changed.
  @discardableResult func run(_ sql: String, _ arguments: [SQLValue]) throws -> Int
  /// Waits for the lock and holds it until the transaction ends. A write begins with it.
  func lock(_ lock: Lock) throws
  /// Takes the lock if nobody holds it.
  func tryLock(_ lock: Lock) throws -> Bool
  /// Runs `body` in a savepoint: when it throws, what it wrote is undone and the transaction goes on.
  @discardableResult func savepoint<T>(_ body: () throws -> T) throws -> T
}

extension Session {
  package func rows(_ sql: String, _ arguments: any SQLConvertible...) throws -> [Row] {
    try rows(sql, arguments.map(\.sqlValue))
  }
  /// The first row, or nil.
  package func row(_ sql: String, _ arguments: any SQLConvertible...) throws -> Row? {
    try rows(sql, arguments.map(\.sqlValue)).first
  }
  /// The first column of the first row, or nil if there is no row.
  package func value<Value: SQLConvertible>(_ sql: String, _ arguments: any SQLConvertible...) throws -> Value? {
    guard let row = try rows(sql, arguments.map(\.sqlValue)).first else { return nil }
    guard let value = Value.from(row.values[0]) else { throw StoreError.column(row.columns[0]) }
    return value
  }
  @discardableResult package func run(_ sql: String, _ arguments: any SQLConvertible...) throws -> Int {
    try run(sql, arguments.map(\.sqlValue))
  }
  /// Inserts a row and gives its integer key (the column `key`, which `sql` must return with `RETURNING`).
  package func insert(_ sql: String, _ arguments: any SQLConvertible...) throws -> Int64 {
    guard let row = try rows(sql, arguments.map(\.sqlValue)).first, let key = Int64.from(row.values[0]) else {
      throw StoreError.column("RETURNING")
    }
    return key
  }
}
