/// What a term of the index of people is taken from. The raw value stands in `person_term.kind`.
///
/// "Part" means that the term begins inside the name or alias: 桂芳 of 刘桂芳, `gf` of `lgf`.
package enum TermKind: String, Sendable, CaseIterable {
  case alias, name, aliasPart, namePart
  case aliasPinyin, pinyin, aliasPinyinPart, pinyinPart
  case aliasInitials, initials, aliasInitialsPart, initialsPart
  /// A word of a name in Latin letters.
  case word
  case home, compound
  /// Keyed digests in hexadecimal.
  case idNumber, idLast, phone, phoneLast

  /// The place of a hit in the answer; smaller is better. What people call her, exactly, comes first; then her name; then
  /// exact initials and pinyin; then beginnings; then what begins inside a name.
  package func rank(exact: Bool) -> Int {
    switch self {
    case .idNumber, .phone: 0
    case .alias: exact ? 0 : 5
    case .name: exact ? 1 : 5
    case .home: exact ? 1 : 6
    case .aliasInitials, .aliasPinyin: exact ? 2 : 6
    case .initials, .pinyin, .word: exact ? 3 : 6
    case .idLast, .phoneLast: 4
    case .compound: 6
    case .aliasPart, .namePart: exact ? 7 : 8
    case .aliasPinyinPart, .pinyinPart, .aliasInitialsPart, .initialsPart: exact ? 8 : 9
    }
  }
}

/// One term of the index.
package struct SearchTerm: Hashable, Sendable {
  package let text: String
  package let kind: TermKind

  package init(_ text: String, _ kind: TermKind) {
    self.text = text
    self.kind = kind
  }
}
