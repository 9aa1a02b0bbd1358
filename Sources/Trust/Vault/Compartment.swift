/// A part of the data with keys, a journal and an end of its own: the registry, the organisation, one operation, one
/// case.
///
/// Every row that holds personal data belongs to one (house decision 4).
package struct Compartment: Hashable, Sendable {
  /// Lower-case word, or kind and name such as `operation:019ab…`.
  package let name: String

  private init(_ name: String) { self.name = name }

  /// People, households, homes, and the ordinary orders about them.
  package static let registry = Compartment("registry")
  /// Places, units, accounts, posts, sign-in, keys.
  package static let organisation = Compartment("organisation")

  /// A compartment by its name: 1 to 100 ASCII letters, digits, `.`, `-` and `:`, so that it can stand in a printed
  /// head without quoting. Anything else is none.
  package init?(named name: String) {
    guard (1...100).contains(name.utf8.count), name.utf8.allSatisfy(Self.isAllowed) else { return nil }
    self.name = name
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}

extension Compartment: Comparable {
  package static func < (left: Compartment, right: Compartment) -> Bool { left.name < right.name }
}

extension Compartment: CustomStringConvertible {
  package var description: String { name }
}
