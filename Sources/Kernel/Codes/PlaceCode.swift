/// The code of a place, from province to grid.
///
/// GB/T 2260 gives province (2 digits), city (4) and county (6); the statistical code of streets adds 3 digits, of
/// communities 3 more; grids, counted from west to east and north to south, 3 more. A code's beginning names the place
/// that it lies in.
package struct PlaceCode: Hashable, Sendable {
  package enum Level: Int, Sendable, CaseIterable, Comparable, Codable {
    case province = 2
    case city = 4
    case county = 6
    case street = 9
    case community = 12
    case grid = 15

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// 2, 4, 6, 9, 12 or 15 digits.
  package let text: String
  package let level: Level

  /// Reads ASCII digits of one of the six lengths.
  package init?(_ text: String) {
    guard let level = Level(rawValue: text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    self.text = text
    self.level = level
  }

  /// The place around this one; a province has none.
  package var parent: PlaceCode? {
    guard let above = Level.allCases.last(where: { $0 < level }) else { return nil }
    return PlaceCode(String(text.prefix(above.rawValue)))
  }

  /// The place of a higher level in which this one lies (or itself); nil if this place is larger.
  package func ancestor(_ level: Level) -> PlaceCode? {
    level <= self.level ? PlaceCode(String(text.prefix(level.rawValue))) : nil
  }

  /// Whether the other place is this one or lies in it.
  package func contains(_ other: PlaceCode) -> Bool {
    other.text.hasPrefix(text)
  }
}

extension PlaceCode: CustomStringConvertible, Comparable {
  package var description: String { text }
  package static func < (left: PlaceCode, right: PlaceCode) -> Bool { left.text < right.text }
}

extension PlaceCode: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let code = PlaceCode(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a place code"))
    }
    self = code
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
