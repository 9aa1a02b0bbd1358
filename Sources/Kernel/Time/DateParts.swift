/// A date's numbers in the order in which they stand.
struct DateParts {
  /// Digits as written (so that 88 and 1988 differ); months in English words as numbers.
  private(set) var numbers: [String] = []

  /// Index of a month that was named in English.
  private(set) var namedMonth: Int?

  /// 年, 月 or 日 stood between the numbers.
  private(set) var hasWords = false

  /// Nil if anything but numbers, separators and the words of dates stands in the text, or the words stand wrongly.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    var words: [Unicode.Scalar] = []
    while let scalar = rest.first {
      if let (digits, length) = Self.number(rest) {
        numbers.append(digits)
        rest = rest.dropFirst(length)
      } else if let (month, length) = Self.englishMonth(rest) {
        guard namedMonth == nil else { return nil }
        namedMonth = numbers.count
        numbers.append(String(month))
        rest = rest.dropFirst(length)
      } else if "年月日号".unicodeScalars.contains(scalar) {
        guard words.count < numbers.count else { return nil }
        words.append(scalar == "号" ? "日" : scalar)
        rest = rest.dropFirst()
      } else if "-/.\\ ,，、–—－_".unicodeScalars.contains(scalar) {
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
    hasWords = !words.isEmpty
    let order = Array("年月日".unicodeScalars)
    guard Array(order.prefix(words.count)) == words else { return nil }
  }

  private static func number(_ text: ArraySlice<Unicode.Scalar>) -> (String, Int)? {
    let arabic = text.prefix(while: \.isASCIIDigit)
    if !arabic.isEmpty {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: arabic)
      return (String(view), arabic.count)
    }
    let chinese = text.prefix { ChineseNumeral.isNumeral($0) }
    return ChineseNumeral.digits(chinese).map { ($0, chinese.count) }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func englishMonth(_ text: ArraySlice<Unicode.Scalar>) -> (Int, Int)? {
    let letters = text.prefix(while: \.isASCIILetter)
    guard letters.count >= 3 else { return nil }
    let word = String(letters.map(Character.init)).lowercased()
    return months.firstIndex { word.hasPrefix($0) }.map { ($0 + 1, letters.count) }
  }
}
