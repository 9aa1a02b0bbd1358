import Store

/// Inserts many rows with few statements: each carries up to `most` rows, so that a list of thousands takes seconds.
struct RowBatch {
  /// Keeps a statement below SQLite's 32,766 parameters (SQLITE_MAX_VARIABLE_NUMBER since 3.32).
  static let most = 250

  private let head: String
  private let columns: Int
  private let tail: String

  /// - Parameters:
  ///   - head: `INSERT INTO table (…)` with `columns` columns.
  ///   - tail: what follows the values, such as `ON CONFLICT DO NOTHING` or `RETURNING …`.
  init(_ head: String, columns: Int, tail: String = "") {
    self.head = head
    self.columns = columns
    self.tail = tail
  }

  /// The rows that the statements return, if their tail asks for any.
  @discardableResult func insert(_ rows: [[SQLValue]], in session: any Session) throws -> [Row] {
    var returned: [Row] = []
    // A long list has hundreds of full statements: their text, of up to 4,000 parameters, is made once.
    let full = rows.count >= Self.most ? text(rows: Self.most) : ""
    for start in stride(from: 0, to: rows.count, by: Self.most) {
      let chunk = rows[start..<min(start + Self.most, rows.count)]
      let statement = chunk.count == Self.most ? full : text(rows: chunk.count)
      returned += try session.rows(statement, Array(chunk.joined()))
    }
    return returned
  }

  private func text(rows: Int) -> String {
    let values = (0..<rows).map { row in
      "(" + (1...columns).map { "?\(row * columns + $0)" }.joined(separator: ", ") + ")"
    }
    return "\(head) VALUES \(values.joined(separator: ", ")) \(tail)"
  }
}
