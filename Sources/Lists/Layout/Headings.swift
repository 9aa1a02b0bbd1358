import Catalogues
import Foundation

/// The words that head columns, as data that an office may edit.
package struct Headings: Sendable {
  private enum Match: String { case begins, ends, has }

  private var whole: [String: ListField] = [:]
  private var patterns: [(field: ListField, match: Match, text: String)] = []

  /// Reads lines of `field TAB is|begins|ends|has TAB heading`; empty lines and lines that begin with # say nothing.
  ///
  /// - Throws: `HeadingsFault` with the first line that can't be read.
  package init(_ lines: String) throws(HeadingsFault) {
    for (index, line) in lines.split(whereSeparator: \.isNewline).enumerated() where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      guard parts.count == 3, let field = ListField(rawValue: String(parts[0])) else {
        throw HeadingsFault(line: index + 1)
      }
      let text = HeadingText(String(parts[2])).plain
      if parts[1] == "is" {
        whole[text.lowercased()] = whole[text.lowercased()] ?? field
      } else if let match = Match(rawValue: String(parts[1])) {
        patterns.append((field, match, text))
      } else {
        throw HeadingsFault(line: index + 1)
      }
    }
  }

  /// The headings that a new installation starts with.
  package static func standard() throws -> Headings {
    try Headings(String(decoding: Catalogue.data("headings.tsv"), as: UTF8.self))
  }

  /// The field of a heading; nil if its words are not known.
  func field(of heading: HeadingText) -> ListField? {
    let plain = heading.plain
    if let field = whole[heading.full.lowercased()] ?? whole[plain.lowercased()] { return field }
    // 3单元 or 2021年 are data, not headings.
    guard !plain.isEmpty, !plain.contains(where: \.isNumber) else { return nil }
    return patterns.first { pattern in
      switch pattern.match {
      case .begins: plain.hasPrefix(pattern.text)
      case .ends: plain.hasSuffix(pattern.text)
      case .has: heading.full.contains(pattern.text)
      }
    }?.field
  }

  /// What another person's heading says beside the word for that person: 户主电话 is a phone.
  func fieldBesideOwner(_ heading: HeadingText) -> ListField {
    for (field, words) in Self.beside where words.contains(where: { heading.plain.contains($0) }) { return field }
    return .name
  }

  private static let beside: [(ListField, [String])] = [
    (.idNumber, ["身份", "证件"]), (.phone, ["电话", "手机", "联系方式", "方式"]), (.sex, ["性别"]), (.birthDate, ["出生"]),
    (.relation, ["关系"]), (.registered, ["户籍"]), (.address, ["住址", "地址", "详址"]), (.age, ["年龄"]),
  ]
}

/// A line of the headings' data that can't be read.
package struct HeadingsFault: Error, Sendable {
  package let line: Int
}

/// A heading freed of blanks, line breaks, stars and the like.
struct HeadingText: Hashable, Sendable {
  /// With what stands in brackets.
  let full: String
  /// Without brackets.
  var unbracketed: String { Self.trimmed(Self.withoutBrackets(full)) }
  /// Without brackets, numbering and trailing numbers.
  var plain: String { Self.trimmed(Self.withoutNumbers(Self.withoutBrackets(full))) }

  init(_ cell: String) {
    let folded = cell.unicodeScalars.filter { !Invisible.contains($0) && !Self.dropped.contains($0) }.map(
      Self.halfWidth)
    var text = String(String.UnicodeScalarView(folded))
    while let first = text.first, "：:、,.。/".contains(first) { text.removeFirst() }
    full = Self.trimmed(text)
  }

  private static let dropped = Set("*＊★☆※△▲●\"“”'’‘`".unicodeScalars)

  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
  }

  private static func withoutBrackets(_ text: String) -> String {
    var depth = 0
    var kept = ""
    for character in text {
      if "([【〔<《".contains(character) {
        depth += 1
      } else if ")]】〕>》".contains(character) {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        kept.append(character)
      }
    }
    return kept.isEmpty ? text : kept
  }

  /// 1.姓名, 联系电话2, 电话一.
  private static func withoutNumbers(_ text: String) -> String {
    var text = text[...]
    let digits = text.prefix(while: \.isNumber)
    let after = text.dropFirst(digits.count)
    if !digits.isEmpty, let mark = after.first, ".、)".contains(mark) { text = after.dropFirst() }
    while text.count > 2, let last = text.last, last.isASCII ? last.isNumber : "一二三①②③".contains(last) {
      text.removeLast()
    }
    return String(text)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, ":、,.。/".contains(last) { text.removeLast() }
    return String(text)
  }
}
