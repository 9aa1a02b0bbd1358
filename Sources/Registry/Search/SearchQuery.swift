import Kernel

/// What somebody typed, cut into tokens; a person is found if every token finds her.
package struct SearchQuery: Sendable, Hashable {
  package let tokens: [SearchToken]

  /// More tokens than anybody needs are not looked at.
  static let mostTokens = 8

  package init(_ text: String, today: Day) {
    let words = SearchText.normal(String(text.prefix(200))).split(separator: " ").map(String.init)
    var tokens: [SearchToken] = []
    for token in words.flatMap({ Self.tokens(of: $0, today: today) }) where !tokens.contains(token) {
      tokens.append(token)
    }
    self.tokens = Array(tokens.prefix(Self.mostTokens))
  }

  /// One word may hold several kinds: `ly7-3`, 刘0426, 刘7号楼.
  private static func tokens(of word: String, today: Day) -> [SearchToken] {
    if let number = idNumber(word, today: today) { return [.idNumber(number)] }
    if let phone = phone(word) { return [.phone(phone)] }
    if let home = home(word) { return home }
    var tokens: [SearchToken] = []
    var rest = word[...]
    while let first = rest.first {
      let run = rest.prefix { kind($0) == kind(first) || (kind(first) == .number && $0 == "-") }
      let taken = kind(first) == .number ? numberRun(rest) : run
      switch kind(first) {
      case .han: tokens.append(.characters(SearchText.bare(String(taken))))
      case .letter: tokens.append(.letters(String(taken)))
      case .number: tokens.append(.number(String(taken).uppercased()))
      case .other: break
      }
      rest = rest.dropFirst(max(taken.count, 1))
    }
    return tokens
  }

  private enum Kind { case han, letter, number, other }

  private static func kind(_ letter: Character) -> Kind {
    if letter.isHan || letter == "·" { return .han }
    if letter.isLatin { return .letter }
    return letter.isDigit ? .number : .other
  }

  /// Digits and hyphens with the letters that belong to them: `7-3-502a`, `7-b101`, `042x`, 7-底商3; but not the `ly` of
  /// `0426ly`.
  private static func numberRun(_ rest: Substring) -> Substring {
    let letters = Array(rest)
    var end = 0
    while end < letters.count {
      let letter = letters[end]
      let next = end + 1 < letters.count ? letters[end + 1] : " "
      let belongs =
        letter.isDigit || letter == "-" || (letter.isLatin && !next.isLatin && !next.isHan)
        || ("底商".contains(letter) && letters[..<end].contains("-"))
      guard belongs else { break }
      end += 1
    }
    return rest.prefix(end)
  }

  private static func idNumber(_ word: String, today: Day) -> String? {
    guard word.count == 15 || word.count == 18, word.dropLast().allSatisfy(\.isDigit) else { return nil }
    return IDNumber.read(word, today: today).number?.text ?? word
  }

  private static func phone(_ word: String) -> String? {
    guard word.filter(\.isDigit).count >= 10, word.allSatisfy({ $0.isDigit || $0 == "-" || $0 == "+" }) else {
      return nil
    }
    let reading = PhoneNumber.readAll(word)
    return reading.phones.count == 1 && !reading.malformed ? reading.phones[0].text : nil
  }

  /// An address in words. 栋, 楼 and 门 occur in names, so that digits must stand in it, or the words that only homes have.
  private static func home(_ word: String) -> [SearchToken]? {
    let marked = ["楼", "栋", "幢", "单元", "门", "室", "#"].contains { word.contains($0) }
    let sure = word.contains(where: \.isDigit) || word.contains("号楼") || word.contains("单元")
    guard marked, sure, let home = HomeAddress.read(word) else { return nil }
    let place = home.compound.map { SearchText.bare($0) } ?? ""
    let short = home.short.uppercased() + (home.room == nil ? "-" : "")
    return (place.isEmpty ? [] : [.characters(place)]) + [.number(short)]
  }
}
