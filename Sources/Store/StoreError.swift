/// What a caller of the store can act on.
package enum StoreError: Error, Sendable, Hashable {
  /// A unique index or primary key refused a row. `name`: the index as the migration names it, the same on both
  /// engines; for a primary key `table_pkey`. Where several refuse, either may be named.
  case unique(name: String)
  /// A foreign key refused a row. SQLite doesn't say which.
  case foreignKey
  /// A CHECK refused a row, by the name that the migration gives it.
  case check(name: String)
  /// A NOT NULL column was left out. `column`: `table.column`.
  case notNull(column: String)
  /// The database can't be written or reached now; nothing was written. Answered as 503 with `Retry-After`.
  case unavailable(reason: String)
  /// The database was made by a newer program.
  case newerDatabase(found: Int, known: Int)
  /// A column is missing or holds another kind of value than the code expects: a mistake of ours.
  case column(String)
  /// The engine refused the statement for another reason (its own code and message, which never hold bound values).
  case statement(code: String, message: String)
}

extension StoreError {
  /// PostgreSQL can't hold the character NUL in text, so both engines refuse it, with PostgreSQL's code
  /// (character_not_in_repertoire).
  package static let nulInText = StoreError.statement(code: "22021", message: "text must not hold the character NUL")
}
