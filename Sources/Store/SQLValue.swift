import Foundation
import Kernel

/// A value as both engines know it: what is bound to `?1` and what a column gives back.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)

  var holdsNUL: Bool { if case .text(let text) = self { text.utf8.contains(0) } else { false } }
}

/// A Swift type that a column can hold: integers, text, bytes, identifiers, times.
package protocol SQLConvertible: Sendable {
  var sqlValue: SQLValue { get }
  /// The value of a column, or nil if the column holds another kind of value.
  static func from(_ value: SQLValue) -> Self?
}

extension SQLValue: SQLConvertible {
  package var sqlValue: SQLValue { self }
  package static func from(_ value: SQLValue) -> SQLValue? { value }
}

extension Int64: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self) }
  package static func from(_ value: SQLValue) -> Int64? {
    if case .integer(let number) = value { number } else { nil }
  }
}

extension Int: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package static func from(_ value: SQLValue) -> Int? { Int64.from(value).map(Int.init) }
}

/// A truth value is 0 or 1 in both engines.
extension Bool: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
  package static func from(_ value: SQLValue) -> Bool? { Int64.from(value).map { $0 != 0 } }
}

extension Double: SQLConvertible {
  package var sqlValue: SQLValue { .real(self) }
  package static func from(_ value: SQLValue) -> Double? {
    switch value {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }
}

extension String: SQLConvertible {
  package var sqlValue: SQLValue { .text(self) }
  package static func from(_ value: SQLValue) -> String? { if case .text(let text) = value { text } else { nil } }
}

extension Data: SQLConvertible {
  package var sqlValue: SQLValue { .blob(self) }
  package static func from(_ value: SQLValue) -> Data? { if case .blob(let bytes) = value { bytes } else { nil } }
}

/// An outside identifier is a column of 16 bytes.
extension EntityID: SQLConvertible {
  package var sqlValue: SQLValue { .blob(bytes) }
  package static func from(_ value: SQLValue) -> EntityID? { Data.from(value).flatMap { EntityID(bytes: $0) } }
}

/// A point in time is a column of milliseconds since 1970 UTC.
extension Instant: SQLConvertible {
  package var sqlValue: SQLValue { .integer(milliseconds) }
  package static func from(_ value: SQLValue) -> Instant? { Int64.from(value).map { Instant(milliseconds: $0) } }
}

/// A date is a column of ISO text.
extension Day: SQLConvertible {
  package var sqlValue: SQLValue { .text(iso) }
  package static func from(_ value: SQLValue) -> Day? { String.from(value).flatMap { Day($0) } }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }
  package static func from(_ value: SQLValue) -> Wrapped?? {
    if case .null = value { return .some(.none) }
    return Wrapped.from(value).map { .some($0) }
  }
}
