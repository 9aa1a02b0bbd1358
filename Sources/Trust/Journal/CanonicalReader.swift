import Foundation

/// Reads what `CanonicalWriter` wrote; anything else (white space, fractions, other escapes, members out of order) is
/// refused, so that one value has one form.
struct CanonicalReader {
  private let bytes: [UInt8]
  private var position = 0
  /// Nesting is bounded so that a hostile row can't exhaust the stack.
  private var depth = 0
  private static let deepest = 32

  static func read(_ bytes: some Sequence<UInt8>) throws -> JSONValue {
    var reader = CanonicalReader(bytes: Array(bytes))
    let value = try reader.value()
    guard reader.position == reader.bytes.count else { throw JournalError.notCanonical }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take() throws -> UInt8 {
    guard let byte = next else { throw JournalError.notCanonical }
    position += 1
    return byte
  }

  private mutating func take(_ text: StaticString) throws {
    for index in 0..<text.utf8CodeUnitCount where try take() != text.utf8Start[index] {
      throw JournalError.notCanonical
    }
  }

  private mutating func value() throws -> JSONValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw JournalError.notCanonical }
    switch next {
    case UInt8(ascii: "n"):
      try take("null")
      return .null
    case UInt8(ascii: "t"):
      try take("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try take("false")
      return .bool(false)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "{"): return try object()
    default: return .integer(try integer())
    }
  }

  private mutating func integer() throws -> Int64 {
    let start = position
    while let byte = next, byte == UInt8(ascii: "-") || (48...57).contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Int64(text), String(number) == text, number.magnitude < 1 << 53 else {
      throw JournalError.notCanonical
    }
    return number
  }

  private mutating func array() throws -> [JSONValue] {
    try take("[")
    var elements: [JSONValue] = []
    while next != UInt8(ascii: "]") {
      if !elements.isEmpty { try take(",") }
      elements.append(try value())
    }
    try take("]")
    return elements
  }

  private mutating func object() throws -> JSONValue {
    try take("{")
    var members: [String: JSONValue] = [:]
    var last: String?
    while next != UInt8(ascii: "}") {
      if last != nil { try take(",") }
      let name = try string()
      if let last, !last.utf16.lexicographicallyPrecedes(name.utf16) { throw JournalError.notCanonical }
      last = name
      try take(":")
      members[name] = try value()
    }
    try take("}")
    guard let sealed = members[CanonicalWriter.sealedName] else { return .object(members) }
    guard members.count == 1, let data = sealed.text.flatMap({ Data(base64Encoded: $0) }) else {
      throw JournalError.notCanonical
    }
    return .sealedBytes(data)
  }

  private mutating func string() throws -> String {
    try take("\"")
    var text: [UInt8] = []
    while true {
      let byte = try take()
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw JournalError.notCanonical }
        return text
      case UInt8(ascii: "\\"): text.append(try escaped())
      case 0..<0x20: throw JournalError.notCanonical
      default: text.append(byte)
      }
    }
  }

  private mutating func escaped() throws -> UInt8 {
    switch try take() {
    case UInt8(ascii: "\""): return UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "u"):
      try take("00")
      let digits = String(decoding: [try take(), try take()], as: UTF8.self)
      guard let byte = Data(hex: digits)?.first, byte < 0x20, digits == digits.lowercased() else {
        throw JournalError.notCanonical
      }
      return byte
    default: throw JournalError.notCanonical
    }
  }
}
