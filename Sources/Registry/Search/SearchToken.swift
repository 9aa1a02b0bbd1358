/// One thing that was typed.
package enum SearchToken: Sendable, Hashable {
  /// Chinese characters: of a name, an alias, an estate.
  case characters(String)
  /// Latin letters: pinyin, initials, a word of a Latin name.
  case letters(String)
  /// Digits, perhaps with hyphens and letters: a home or its beginning, four last digits.
  case number(String)
  /// A whole ID number, or what has its shape.
  case idNumber(String)
  /// A whole phone number in canonical form.
  case phone(String)
}

/// A run of terms in the index, in the order of their bytes.
package struct TermRange: Sendable, Hashable {
  package let lower: String
  /// Nil: the term is `lower` exactly.
  package let upper: String?

  package static func exactly(_ term: String) -> TermRange { TermRange(lower: term, upper: nil) }
  /// All terms that begin so: U+10FFFF sorts after whatever may follow.
  package static func beginning(_ term: String) -> TermRange { TermRange(lower: term, upper: term + "\u{10FFFF}") }

  /// The very term that was typed, rather than one that only begins so.
  package func isExact(_ term: String) -> Bool { term == lower }

  package func contains(_ term: String) -> Bool {
    upper == nil ? term == lower : term.utf8.starts(with: lower.utf8)
  }
}

/// What of a person may be searched; whoever may not see a thing can't find out about it by searching either.
package struct SearchScope: Sendable, Hashable {
  package var homes: Bool
  package var numbers: Bool
  package var phones: Bool

  package init(homes: Bool, numbers: Bool, phones: Bool) {
    self.homes = homes
    self.numbers = numbers
    self.phones = phones
  }
}

extension SearchToken {
  /// Where in the index this token looks. `digest` gives the term that stands for a secret.
  package func ranges(_ scope: SearchScope, digest: (TermKind, String) throws -> String) rethrows -> [TermRange] {
    switch self {
    case .characters(let text): return [.beginning(text)]
    case .letters(let text): return [.beginning(text)]
    case .idNumber(let text): return scope.numbers ? [.exactly(try digest(.idNumber, text))] : []
    case .phone(let text): return scope.phones ? [.exactly(try digest(.phone, text))] : []
    case .number(let text):
      var ranges: [TermRange] = []
      if Self.isLastFour(text) {
        if scope.numbers { ranges.append(.exactly(try digest(.idLast, text))) }
        if scope.phones { ranges.append(.exactly(try digest(.phoneLast, text))) }
      }
      return scope.homes ? ranges + Self.homes(text) : ranges
    }
  }

  /// Four digits, or three and the X with which one in eleven ID numbers ends.
  static func isLastFour(_ text: String) -> Bool {
    text.count == 4 && text.dropLast().allSatisfy(\.isDigit) && (text.last?.isDigit == true || text.last == "X")
  }

  /// A number alone is a building or a room; with hyphens it is typed from the left: `7-3` finds 7-3-502.
  private static func homes(_ text: String) -> [TermRange] {
    text.contains("-") ? [.beginning(text)] : [.exactly(text), .beginning(text + "-")]
  }
}
