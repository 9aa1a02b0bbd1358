import Foundation

/// Any JSON value (RFC 8259) whose numbers are whole: money is in fen, rates are two counts, so nothing needs a fraction.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  package subscript(_ key: String) -> JSON? { if case .object(let members) = self { members[key] } else { nil } }
  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  package var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }
  package var items: [JSON]? { if case .array(let items) = self { items } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
  package init(nilLiteral: ()) { self = .null }
  /// A text, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  package init(_ number: Int) { self = .integer(Int64(number)) }
  package init(_ id: EntityID) { self = .string(id.description) }
}

extension JSON: Codable {
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let truth = try? box.decode(Bool.self) {
      self = .bool(truth)
    } else if let number = try? box.decode(Int64.self) {
      self = .integer(number)
    } else if let text = try? box.decode(String.self) {
      self = .string(text)
    } else if let items = try? box.decode([JSON].self) {
      self = .array(items)
    } else {
      self = .object(try box.decode([String: JSON].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch self {
    case .null: try box.encodeNil()
    case .bool(let truth): try box.encode(truth)
    case .integer(let number): try box.encode(number)
    case .string(let text): try box.encode(text)
    case .array(let items): try box.encode(items)
    case .object(let members): try box.encode(members)
    }
  }

  /// Parses a JSON text. - Throws: what `JSONDecoder` throws; also for numbers with a fraction.
  package init(json bytes: Data) throws { self = try JSONDecoder().decode(JSON.self, from: bytes) }
}

extension JSON {
  /// The one text of this value: members sorted by their key's UTF-16 code units, no blanks, only what RFC 8259 demands
  /// escaped (the form of RFC 8785 for values without fractions).
  package var canonical: Data {
    var bytes = Data()
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout Data) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let items): Self.write(items, between: "[]", to: &bytes) { $0.write(to: &$1) }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      Self.write(sorted, between: "{}", to: &bytes) { member, bytes in
        Self.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between brackets: String, to bytes: inout Data, _ one: (Item, inout Data) -> Void
  ) {
    let ends = Array(brackets.utf8)
    bytes.append(ends[0])
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      one(item, &bytes)
    }
    bytes.append(ends[1])
  }

  private static func write(_ text: String, to bytes: inout Data) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
      case 8: bytes.append(contentsOf: "\\b".utf8)
      case 9: bytes.append(contentsOf: "\\t".utf8)
      case 10: bytes.append(contentsOf: "\\n".utf8)
      case 12: bytes.append(contentsOf: "\\f".utf8)
      case 13: bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
