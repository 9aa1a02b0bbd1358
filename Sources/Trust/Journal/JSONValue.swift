import Foundation
import Kernel

/// A value in an event's change. There are no fractions: an amount is an integer of its smallest unit (fen, metres).
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Between −(2⁵³−1) and 2⁵³−1, the integers that every JSON reader keeps exact (RFC 8259, 6).
  case integer(Int64)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])
  /// A sensitive text in the clear, on its way in: `Journal.append` seals it. It is never written as it is.
  case sealed(String)
  /// A sealed text as it stands in the journal; `Event.opened(by:)` turns it into `text`.
  case sealedBytes(Data)
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}

extension JSONValue {
  package init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  package init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  package init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  package init(_ id: EntityID?) { self = id.map { .text($0.description) } ?? .null }
  package init(_ day: Day?) { self = day.map { .text($0.iso) } ?? .null }
  package init(_ time: Instant?) { self = time.map { .integer($0.milliseconds) } ?? .null }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  package var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
  package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}

/// Sensitive texts don't show when a value is printed.
extension JSONValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    switch self {
    case .sealed, .sealedBytes: "(sealed)"
    default: (try? CanonicalWriter.text(self)) ?? "(not canonical)"
    }
  }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension JSONValue: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null, .sealed, .sealedBytes: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
