/// A place among the words of an address; blanks, and dashes and commas between the parts, are stepped over.
struct HomeCursor {
  private let tokens: [HomeToken]
  private var position = 0

  init(_ tokens: [HomeToken]) {
    self.tokens = tokens
  }

  /// What has not been read yet.
  var rest: ArraySlice<HomeToken> { tokens[position...] }

  /// The word behind the next one.
  var following: HomeToken? { tokens[next()...].dropFirst().first }

  func peek(skippingDashes: Bool = true) -> HomeToken? {
    tokens[next(skippingDashes: skippingDashes)...].first
  }

  mutating func skip() {
    position = min(next() + 1, tokens.count)
  }

  mutating func number() -> String? {
    guard case .number(let text)? = peek() else { return nil }
    skip()
    return text
  }

  /// Reads the next word if it is one of those wanted; nothing but blanks may stand before it.
  mutating func take(_ wanted: [HomeToken]) -> HomeToken? {
    guard let word = peek(skippingDashes: false), wanted.contains(word) else { return nil }
    position = next(skippingDashes: false) + 1
    return word
  }

  private func next(skippingDashes: Bool = true) -> Int {
    tokens[position...].firstIndex { token in
      token != .blank && !(skippingDashes && [.dash, .comma].contains(token))
    } ?? tokens.count
  }
}
