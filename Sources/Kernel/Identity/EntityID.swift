import Foundation

/// The name that a thing bears outside: a UUID of version 7 (RFC 9562, 5.7).
///
/// A server, a browser or a phone without signal may make one. The time inside only keeps indexes tidy: it comes from
/// the maker's clock and is never taken for a fact. Only version 7 in the RFC's variant is read; anything else is no id.
package struct EntityID: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  private init?(high: UInt64, low: UInt64) {
    guard (high >> 12) & 0xF == 7, low >> 62 == 0b10 else { return nil }
    self.high = high
    self.low = low
  }

  /// A new id: 48 bits of `now` in milliseconds and 74 random bits.
  package init(now: Instant, random: inout some RandomNumberGenerator) {
    let time = UInt64(bitPattern: now.milliseconds) & 0xFFFF_FFFF_FFFF
    high = time << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &random)
    low = 0b10 << 62 | UInt64.random(in: 0...(1 << 62 - 1), using: &random)
  }

  /// Reads the 16 bytes that `bytes` gives.
  package init?(bytes: Data) {
    guard bytes.count == 16 else { return nil }
    let number = { (part: Data) in part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    self.init(high: number(bytes.prefix(8)), low: number(bytes.suffix(8)))
  }

  /// Reads the hyphenated form with 36 characters, in either case.
  package init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    var parts: (UInt64, UInt64) = (0, 0)
    for (index, byte) in text.utf8.enumerated() {
      if Self.isHyphen(index) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = Self.hexValue(byte) else { return nil }
        // 16 digits and two hyphens before the middle one.
        if index < 18 { parts.0 = parts.0 << 4 | UInt64(digit) } else { parts.1 = parts.1 << 4 | UInt64(digit) }
      }
    }
    self.init(high: parts.0, low: parts.1)
  }

  /// 16 bytes in network order: what the databases keep; they sort as the ids do.
  package var bytes: Data {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }
  }

  private static func isHyphen(_ index: Int) -> Bool { index == 8 || index == 13 || index == 18 || index == 23 }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension EntityID: CustomStringConvertible, LosslessStringConvertible {
  /// Lower-case, hyphenated.
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for part in [high, low] {
        for shift in stride(from: 60, through: 0, by: -4) {
          if Self.isHyphen(place) {
            text[place] = UInt8(ascii: "-")
            place += 1
          }
          let digit = UInt8(truncatingIfNeeded: part >> UInt64(shift)) & 0xF
          text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
          place += 1
        }
      }
      return place
    }
  }
}

extension EntityID: Comparable {
  package static func < (left: EntityID, right: EntityID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension EntityID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = EntityID(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a UUID version 7"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
