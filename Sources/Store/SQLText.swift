/// Cuts SQL into pieces, so that what stands in string literals, quoted identifiers and comments is never taken for
/// code.
///
/// It knows what both engines share; PostgreSQL's dollar quotes and `E''` strings are not part of our one SQL text.
struct SQLText: Sequence, IteratorProtocol {
  enum Piece: Hashable {
    /// A keyword, name or number.
    case word(String)
    /// `?12`
    case parameter(Int)
    /// `{NAME}`
    case macro(String)
    /// A string literal, quoted identifier or comment, as it stands.
    case opaque(String)
    /// Anything else, among it white space.
    case other(String)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Piece? {
    guard position < bytes.count else { return nil }
    let start = position
    switch bytes[start] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      skipQuoted(bytes[start])
      return .opaque(text(from: start))
    case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
      skip { $0 != UInt8(ascii: "\n") }
      return .opaque(text(from: start))
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
      skipBlockComment()
      return .opaque(text(from: start))
    case UInt8(ascii: "?"): return parameter(from: start)
    case UInt8(ascii: "{"): return macro(from: start)
    case let first where Self.isWord(first):
      skip(while: Self.isWord)
      return .word(text(from: start))
    default:
      skip { !Self.isWord($0) && !Self.opens.contains($0) }
      if position == start { position += 1 }
      return .other(text(from: start))
    }
  }

  private static let opens = Set("'\"-/?{".utf8)

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF: true
    default: false
    }
  }

  private func byte(_ ahead: Int) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { position += 1 }
  }

  /// A doubled quote ends one literal and begins the next, which comes to the same.
  private mutating func skipQuoted(_ quote: UInt8) {
    position += 1
    skip { $0 != quote }
    position = Swift.min(position + 1, bytes.count)
  }

  private mutating func skipBlockComment() {
    position += 2
    while position < bytes.count, !(bytes[position] == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) {
      position += 1
    }
    position = Swift.min(position + 2, bytes.count)
  }

  private mutating func parameter(from start: Int) -> Piece {
    position += 1
    skip { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return Int(text(from: start).dropFirst()).map { .parameter($0) } ?? .other(text(from: start))
  }

  private mutating func macro(from start: Int) -> Piece {
    position += 1
    skip(while: Self.isWord)
    guard byte(0) == UInt8(ascii: "}") else { return .other(text(from: start)) }
    position += 1
    return .macro(String(text(from: start).dropFirst().dropLast()))
  }
}
