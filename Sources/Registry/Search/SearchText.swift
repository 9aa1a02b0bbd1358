import Foundation

/// One way of writing for what is searched and what is typed.
package enum SearchText {
  /// Half width, lower case, ü as v, one kind of hyphen, blanks for punctuation.
  package static func normal(_ text: String) -> String {
    String(
      text.precomposedStringWithCompatibilityMapping.lowercased().map { letter in
        if letter == "ü" { return "v" }
        if hyphens.contains(letter) { return "-" }
        return separators.contains(letter) || letter.isWhitespace ? " " : letter
      })
  }

  /// The same without blanks and the dots between the parts of a long name.
  package static func bare(_ text: String) -> String {
    normal(text).filter { $0 != " " && !dots.contains($0) }
  }

  private static let hyphens: Set<Character> = ["—", "–", "―", "‐", "‑", "−", "─", "~"]
  private static let separators: Set<Character> = [
    ",", "。", "、", ";", ":", "!", "?", "(", ")", "\"", "'", "“", "”", "/", "|", ".",
  ]
  private static let dots: Set<Character> = ["·", "•", "・", "‧"]
}

extension Character {
  var isHan: Bool { unicodeScalars.first?.properties.isIdeographic ?? false }
  var isLatin: Bool { isASCII && isLetter }
  var isDigit: Bool { isASCII && isNumber }
}
