import Synchronization

/// PostgreSQL's way of writing parameters, `$1` for `?1`, once per text; shared by all connections.
final class ParameterStyle: Sendable {
  private let known = Mutex<[String: String]>([:])
  private let textNulls = Mutex<[String: Set<Int>]>([:])
  /// Texts with lists of values differ by the list's length; past so many all are translated anew.
  private static let limit = 5_000

  func translated(_ sql: String) -> String {
    if let text = known.withLock({ $0[sql] }) { return text }
    let text = Self.translate(sql)
    known.withLock {
      if $0.count >= Self.limit { $0.removeAll() }
      $0[sql] = text
    }
    return text
  }

  /// The numbers of the parameters that are sent as text when they are NULL. A NULL has no type of its own; PostgreSQL
  /// infers one from where it stands, and where it can't (`?1 IS NULL`), any type will do.
  func nullsAsText(_ sql: String) -> Set<Int> { textNulls.withLock { $0[sql] ?? [] } }

  /// Learns from PostgreSQL's message about a parameter `$n` whose type it could not infer.
  func learn(_ sql: String, from message: String) {
    let digits = message.split(separator: "$").dropFirst().first?.prefix { $0.isASCII && $0.isNumber }
    guard let number = digits.flatMap({ Int($0) }) else { return }
    textNulls.withLock { _ = $0[sql, default: []].insert(number) }
  }

  static func translate(_ sql: String) -> String {
    SQLText(sql).reduce(into: "") { text, piece in
      switch piece {
      case .parameter(let number): text += "$\(number)"
      case .macro(let name): text += "{\(name)}"
      case .word(let piece), .opaque(let piece), .other(let piece): text += piece
      }
    }
  }
}
