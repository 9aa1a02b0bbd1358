import Foundation

/// Writes a JSON value in the one form that its digest covers: the JSON Canonicalization Scheme (RFC 8785) over values
/// without fractions. UTF-8, no white space, members sorted by the UTF-16 code units of their names, strings escaped
/// only where JSON demands it.
///
/// A sealed value is written as `{"$sealed":"base64"}`; member names that begin with `$` are therefore refused.
struct CanonicalWriter {
  private(set) var bytes: [UInt8] = []

  static func text(_ value: JSONValue) throws -> String {
    var writer = CanonicalWriter()
    try writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  mutating func write(_ value: JSONValue) throws {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .integer(let number):
      guard number.magnitude < 1 << 53 else { throw JournalError.integerTooLarge }
      put(String(number))
    case .text(let text): write(text)
    case .array(let elements): try write(elements)
    case .object(let members): try write(members)
    case .sealed: throw JournalError.notSealed
    case .sealedBytes(let data):
      put("{\"\(Self.sealedName)\":\"")
      put(data.base64EncodedString())
      put("\"}")
    }
  }

  static let sealedName = "$sealed"

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(_ elements: [JSONValue]) throws {
    put("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { put(",") }
      try write(element)
    }
    put("]")
  }

  private mutating func write(_ members: [String: JSONValue]) throws {
    put("{")
    let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    for (index, (name, value)) in sorted.enumerated() {
      guard !name.hasPrefix("$") else { throw JournalError.reservedName }
      if index > 0 { put(",") }
      write(name)
      put(":")
      try write(value)
    }
    put("}")
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: put("\\b")
      case 0x09: put("\\t")
      case 0x0A: put("\\n")
      case 0x0C: put("\\f")
      case 0x0D: put("\\r")
      case 0..<0x20: put("\\u00" + Data([byte]).hex)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
