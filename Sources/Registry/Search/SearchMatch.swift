import Kernel

/// How one token found a person, for the answer to show: 叫刘姨 with `LY` marked, 尾号 with 0426 marked.
package struct SearchMatch: Sendable, Hashable {
  package enum What: String, Sendable, CaseIterable { case alias, name, idNumber, phone, home }
  package enum By: String, Sendable, CaseIterable { case characters, pinyin, initials, lastFour, whole }

  package let what: What
  package let by: By
  /// The alias, the name, the home in short, the masked number.
  package let of: String
  /// What the mark stands in: `of` itself, or its spelling in capital letters.
  package let text: String
  /// The characters of `text` that were typed.
  package let hit: Range<Int>

  package init(what: What, by: By, of: String, text: String, hit: Range<Int>) {
    self.what = what
    self.by = by
    self.of = of
    self.text = text
    self.hit = hit
  }
}

extension SearchMatch {
  /// What of a person a token matches, the best first come; nil if only the index knew (a landline's hidden digits).
  static func best(of token: SearchToken, in view: PersonView) -> SearchMatch? {
    switch token {
    case .characters(let typed): characters(typed, in: view)
    case .letters(let typed): letters(typed, in: view)
    case .idNumber: view.idNumber.map { whole(.idNumber, $0) }
    case .phone(let typed): PhoneNumber(typed).map { whole(.phone, $0.masked) }
    case .number(let typed): number(typed, in: view)
    }
  }

  private static func names(_ view: PersonView) -> [(What, String)] {
    view.aliases.map { (.alias, $0.text) } + (view.name.map { [(.name, $0)] } ?? [])
  }

  private static func characters(_ typed: String, in view: PersonView) -> SearchMatch? {
    let found = names(view).compactMap { what, text in
      range(of: typed, in: text) { SearchText.bare(String($0)) }.map {
        SearchMatch(what: what, by: .characters, of: text, text: text, hit: $0)
      }
    }
    if let best = found.min(by: { ($0.hit.lowerBound, $0.text.count) < ($1.hit.lowerBound, $1.text.count) }) {
      return best
    }
    guard let home = view.home?.address else { return nil }
    let text = (home.compound ?? "") + home.short
    return range(of: typed, in: text) { SearchText.bare(String($0)) }.map {
      SearchMatch(what: .home, by: .characters, of: text, text: text, hit: $0)
    }
  }

  private static func letters(_ typed: String, in view: PersonView) -> SearchMatch? {
    let spelled = names(view).flatMap { what, text in
      spellings(of: text).compactMap { by, letters in
        range(of: typed, in: letters) { $0.lowercased() }.map {
          SearchMatch(what: what, by: by, of: text, text: letters, hit: $0)
        }
      }
    }
    return spelled.min { quality($0) < quality($1) }
  }

  /// Whole before beginning, beginning before inside, what she is called before her name.
  private static func quality(_ match: SearchMatch) -> (start: Int, rest: Int, what: Int) {
    (match.hit.lowerBound, match.text.count - match.hit.count, match.what == .alias ? 0 : 1)
  }

  private static func spellings(of text: String) -> [(By, String)] {
    let bare = SearchText.bare(text)
    guard bare.contains(where: \.isHan) else { return [(.characters, text)] }
    return Pinyin.readings(of: bare, surname: true).flatMap { reading in
      [(By.initials, reading.initials.uppercased()), (By.pinyin, reading.full.uppercased())]
    }
  }

  private static func number(_ typed: String, in view: PersonView) -> SearchMatch? {
    if SearchToken.isLastFour(typed) {
      if let number = view.idNumber, number.hasSuffix(typed) { return last(typed.count, .idNumber, number) }
      // A landline's mask shows its last three digits.
      if let phone = view.phones.map(\.masked).first(where: { $0.hasSuffix(typed.suffix($0.contains("-") ? 3 : 4)) }) {
        return last(phone.contains("-") ? 3 : 4, .phone, phone)
      }
    }
    guard let home = view.home?.address else { return nil }
    let texts = HomeTerms.of(home).filter { $0.kind == .home }.map(\.text)
    return texts.first { $0.hasPrefix(typed) }.map {
      SearchMatch(what: .home, by: .characters, of: home.short, text: $0, hit: 0..<min(typed.count, $0.count))
    }
  }

  private static func whole(_ what: What, _ masked: String) -> SearchMatch {
    SearchMatch(what: what, by: .whole, of: masked, text: masked, hit: 0..<masked.count)
  }

  private static func last(_ count: Int, _ what: What, _ masked: String) -> SearchMatch {
    SearchMatch(what: what, by: .lastFour, of: masked, text: masked, hit: (masked.count - count)..<masked.count)
  }

  /// The run of characters of `text` that, folded by `fold`, begins with what was typed.
  private static func range(of typed: String, in text: String, fold: (Substring) -> String) -> Range<Int>? {
    let length = text.count
    for start in 0..<length {
      for end in (start + 1)...length {
        let from = text.index(text.startIndex, offsetBy: start)
        let piece = fold(text[from..<text.index(text.startIndex, offsetBy: end)])
        if piece == typed, !fold(text[from..<text.index(after: from)]).isEmpty { return start..<end }
        if piece.count >= typed.count { break }
      }
    }
    return nil
  }
}
