import Kernel

/// The terms by which a name or alias is found: its characters, its pinyin, its initials, each from every character on.
///
/// The index holds all beginnings of suffixes, so that any run of characters is found as the beginning of a term.
/// Letters stand in lower case; dots and blanks, which people leave out, in no term at all.
package enum NameTerms {
  /// Longer names are found by their first characters (GB 18030 names of 25 characters exist; nobody types them).
  static let longest = 24

  package static func of(_ text: String, alias: Bool) -> [SearchTerm] {
    let letters = Array(SearchText.bare(text).prefix(longest))
    var terms: [SearchTerm] = []
    for start in letters.indices where start == 0 || letters[start].isHan {
      terms.append(
        SearchTerm(String(letters[start...]), kind(start, alias ? .alias : .name, alias ? .aliasPart : .namePart)))
    }
    terms += words(text)
    if letters.contains(where: \.isHan) { terms += spellings(String(letters), alias: alias) }
    return terms
  }

  /// The words of a name in Latin letters, but for the first, with which the whole begins.
  private static func words(_ text: String) -> [SearchTerm] {
    SearchText.normal(text).split(separator: " ").dropFirst().map(String.init)
      .filter { $0.first?.isLatin == true }.map { SearchTerm(SearchText.bare($0), .word) }
  }

  private static func spellings(_ text: String, alias: Bool) -> [SearchTerm] {
    Pinyin.readings(of: text, surname: true).flatMap { reading in
      reading.syllables.indices.flatMap { start in
        let rest = reading.syllables[start...].map { $0.lowercased() }
        return [
          SearchTerm(
            rest.joined(),
            kind(start, alias ? .aliasPinyin : .pinyin, alias ? .aliasPinyinPart : .pinyinPart)),
          SearchTerm(
            String(rest.compactMap(\.first)),
            kind(start, alias ? .aliasInitials : .initials, alias ? .aliasInitialsPart : .initialsPart)),
        ]
      }
    }
  }

  private static func kind(_ start: Int, _ whole: TermKind, _ part: TermKind) -> TermKind { start == 0 ? whole : part }
}
