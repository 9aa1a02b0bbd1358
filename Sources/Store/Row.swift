/// One row of an answer. Columns are read by name: `let name: String = try row["name"]`.
package struct Row: Sendable {
  /// The names of the columns, shared by all rows of an answer.
  package let columns: [String]
  package let values: [SQLValue]

  package init(columns: [String], values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The column's value as the type that is asked for; an optional type where the column may be null.
  /// - Throws: `StoreError.column` if there is no such column or it holds another kind of value.
  package subscript<Value: SQLConvertible>(_ column: String) -> Value {
    get throws {
      guard let index = columns.firstIndex(of: column) else { throw StoreError.column(column) }
      guard let value = Value.from(values[index]) else { throw StoreError.column(column) }
      return value
    }
  }
}
