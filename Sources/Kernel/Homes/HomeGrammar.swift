/// The grammar of homes: [estate] building [unit] [floor] room, with or without words.
///
/// The first building word after which everything else can be read begins the home; what stands before it is the
/// estate. Texts without a building word are read if they are numbers with dashes (7-3-502, 7-502).
enum HomeGrammar {
  /// Reads free text, or (`partFirst`) the cell of a unit's, floor's or room's own column, where 3楼 is a floor.
  static func fragment(of text: String, partFirst: Bool = false) -> HomeFragment {
    let text = joined(CellText(text).text.uppercased())
    let tokens = HomeToken.tokens(of: text)
    var part = HomeParser(tokens.map(\.token))
    if partFirst, let fragment = part.partOfHome() { return fragment }
    for start in candidates(tokens.map(\.token)) {
      var parser = HomeParser(tokens[start...].map(\.token))
      guard var fragment = parser.home() else { continue }
      fragment.compound = CompoundName.read(String(text[..<tokens[start].start]))
      return fragment
    }
    return partFirst ? HomeFragment() : part.partOfHome() ?? HomeFragment()
  }

  /// Blanks part two numbers; everywhere else (7 号 楼) they mean nothing.
  private static func joined(_ text: String) -> String {
    let letters = Array(text)
    let isCode = { (index: Int) in letters.indices.contains(index) && letters[index].isASCII && letters[index] != "#" }
    return String(
      letters.indices.filter { letters[$0] != " " || (isCode($0 - 1) && isCode($0 + 1)) }.map { letters[$0] })
  }

  /// Numbers at which a home may begin: those before a building word first, then those that a dash follows.
  private static func candidates(_ tokens: [HomeToken]) -> [Int] {
    let numbers = tokens.indices.filter { if case .number = tokens[$0] { true } else { false } }
    let next = { (index: Int) in tokens[(index + 1)...].first { $0 != .blank } }
    let marked = numbers.filter { next($0) == .building || next($0) == .storey }
    let dashed = numbers.filter { index in
      let before = tokens[..<index].last { $0 != .blank }
      return next(index) == .dash && before != .dash
    }
    return marked + dashed + numbers.filter { next($0) == .houseNumber }
  }
}
