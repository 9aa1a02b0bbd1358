/// A statement with its values, written as an interpolated literal: `"SELECT … WHERE id = \(id) AND \(condition)"`.
///
/// A value becomes a numbered parameter and never part of the text; another `SQL` is spliced in. The text depends only
/// on the statement's shape, so that prepared statements are found again.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  fileprivate enum Part: Sendable {
    case text(String)
    case value(SQLValue)
  }
  private var parts: [Part]

  package init(stringLiteral text: String) { parts = [.text(text)] }
  package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }
  private init(parts: [Part]) { self.parts = parts }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []
    package init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(interpolationCount * 2 + 1) }
    package mutating func appendLiteral(_ text: String) { if !text.isEmpty { parts.append(.text(text)) } }
    package mutating func appendInterpolation(_ value: some SQLConvertible) { parts.append(.value(value.sqlValue)) }
    package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
      parts.append(.value(value?.sqlValue ?? .null))
    }
    package mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }
    /// A list of values for `IN (…)`; an empty list matches nothing.
    package mutating func appendInterpolation(list values: [some SQLConvertible]) {
      parts += SQL.joined(values.isEmpty ? ["NULL"] : values.map { "\($0)" }, by: ", ").parts
    }
  }

  package static func joined(_ pieces: [SQL], by separator: String) -> SQL {
    SQL(parts: Array(pieces.map(\.parts).joined(separator: [.text(separator)])))
  }
  package static func + (left: SQL, right: SQL) -> SQL { SQL(parts: left.parts + right.parts) }

  /// The text with `?1`, `?2` … and the values in that order.
  package var rendered: (text: String, values: [SQLValue]) {
    var text = ""
    var values: [SQLValue] = []
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .value(let value):
        values.append(value)
        text += "?\(values.count)"
      }
    }
    return (text, values)
  }
}

extension Session {
  /// All rows of an answer.
  package func all(_ sql: SQL) throws -> [Row] {
    let (text, values) = sql.rendered
    return try rows(text, values)
  }
  /// The first row, or nil.
  package func first(_ sql: SQL) throws -> Row? { try all(sql).first }
  /// Runs a statement; returns how many rows it changed.
  @discardableResult package func execute(_ sql: SQL) throws -> Int {
    let (text, values) = sql.rendered
    return try run(text, values)
  }
  /// Inserts a row and gives the integer key that its `RETURNING` names.
  package func key(_ sql: SQL) throws -> Int64 {
    guard let value = try first(sql)?.values.first, let key = Int64.from(value) else {
      throw StoreError.column("RETURNING")
    }
    return key
  }
}
