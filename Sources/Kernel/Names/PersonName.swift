/// A person's name as a list writes it, made legible.
package enum PersonName {
  package struct Reading: Hashable, Sendable {
    /// Blanks between Chinese letters dropped, single blanks between Latin words, `·` between the parts of a long name,
    /// no brackets.
    package var name: String

    /// A visible character was changed or dropped.
    package var mended = false

    /// Only white space or invisible characters were dropped.
    package var spaced = false

    /// What stood in brackets beside the name, such as 已故 or 户主.
    package var bracket: String?

    /// The text is a formula's (`=…`, `@…`, `+…`): nobody's name, and dangerous when it is opened in a spreadsheet.
    package var formula = false
  }

  /// Reads a cell; nil if it holds no name (blank or an empty mark).
  package static func read(_ cell: String) -> Reading? {
    let cell = CellText(cell)
    guard !cell.isEmptyMark else { return nil }
    var reading = Reading(name: cell.text, mended: cell.folded, spaced: cell.spaced)
    if let first = cell.text.first, "=@+".contains(first), cell.text.count > 1 {
      reading.formula = true
      return reading
    }
    dropBracket(&reading)
    dropMarks(&reading)
    joinParts(&reading)
    closeGaps(&reading)
    return reading.name.isEmpty ? nil : reading
  }

  /// Two spellings of one name have the same key: blanks, dots and case don't tell people apart.
  package static func key(_ name: String) -> String {
    String(CellText(name).compact.lowercased().filter { !dots.contains($0) && $0 != "·" && $0 != "." })
  }

  private static let open: Set<Character> = ["(", "[", "【", "〔", "<", "《", "{", "「", "〈"]
  private static let close: Set<Character> = [")", "]", "】", "〕", ">", "》", "}", "」", "〉"]

  /// Middle dots of other scripts, bullets and full stops that stand for the one in GB 18030.
  private static let dots: Set<Character> = ["•", "‧", "∙", "⋅", "・", "･", "●", "․", "˙", "ᐧ", "⸱", "。"]

  /// Drops the bracket at the end (closed or not) or at the beginning.
  private static func dropBracket(_ reading: inout Reading) {
    let name = reading.name
    guard let start = name.firstIndex(where: { open.contains($0) }) else { return }
    let end = name[start...].firstIndex(where: { close.contains($0) }) ?? name.endIndex
    let rest = end == name.endIndex ? "" : String(name[name.index(after: end)...])
    reading.bracket = name[name.index(after: start)..<end].trimmingBlanks
    reading.name = (String(name[..<start]) + rest).trimmingBlanks
    reading.mended = true
    if reading.name.contains(where: { open.contains($0) }) { dropBracket(&reading) }
  }

  /// Apostrophes, quotation marks and stars around a name are marks of the list's maker.
  private static func dropMarks(_ reading: inout Reading) {
    let marks: Set<Character> = [
      "'", "’", "‘", "`", "\"", "“", "”", "*", "★", "☆", "※", "△", ",", "，", "、", ";", "；", ":", "：",
    ]
    let isMark = { (character: Character) in marks.contains(character) }
    let kept = String(reading.name.drop(while: isMark).reversed().drop(while: isMark).reversed()).trimmingBlanks
    if kept != reading.name {
      reading.name = kept
      reading.mended = true
    }
  }

  /// Any middle dot, or a full stop between Chinese letters, becomes `·`.
  private static func joinParts(_ reading: inout Reading) {
    let letters = Array(reading.name)
    var joined = ""
    for (index, letter) in letters.enumerated() {
      let before = letters[..<index].last { $0 != " " }
      let after = letters[(index + 1)...].first { $0 != " " }
      let between = before?.isHan == true && after?.isHan == true
      joined.append(between && (dots.contains(letter) || letter == ".") ? "·" : letter)
    }
    if joined != reading.name { reading.mended = true }
    reading.name = joined
  }

  /// Drops blanks beside Chinese letters and the middle dot.
  private static func closeGaps(_ reading: inout Reading) {
    let letters = Array(reading.name)
    let isTight = { (letter: Character) in letter.isHan || letter == "·" }
    var closed = ""
    for (index, letter) in letters.enumerated() {
      if letter == " ", index > 0, index + 1 < letters.count, isTight(letters[index - 1]) || isTight(letters[index + 1])
      {
        reading.spaced = true
      } else {
        closed.append(letter)
      }
    }
    reading.name = closed
  }
}

extension StringProtocol {
  /// Without blanks at the ends.
  var trimmingBlanks: String {
    String(self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
