/// The number in an ID cell freed of what people write around it: words, brackets, hyphens, apostrophes.
struct IDCell {
  /// Capital letters, digits and what can't be explained away.
  private(set) var core: String

  /// A visible character was dropped or changed to get at the core.
  private(set) var changed = false

  /// The cell itself names a passport, a permit or the like.
  private(set) var namesOtherPaper = false

  /// The cell itself says that it is an ID number.
  private let namesOwnPaper: Bool
  private let chineseLetters: Int

  init(_ cell: CellText) {
    let upper = cell.compact.uppercased()
    namesOwnPaper = ["证", "号码"].contains { upper.contains($0) }
    chineseLetters = upper.unicodeScalars.filter(\.isHan).count
    namesOtherPaper = Self.papers.contains { upper.contains($0) }
    core = Self.withoutFormula(upper)
    core = Self.withoutEndBracket(core)
    core = Self.core(of: core)
    core = Self.withoutLabel(core)
    core = Self.withoutDecimals(core)
    changed = core != cell.compact
  }

  /// A passport (letters, then digits), a travel permit (H or M and 8 or 10 digits), a birth certificate (a letter and 9
  /// digits), a permanent residence card (three letters, 12 digits), a Hong Kong card (A123456(3)).
  var hasPaperShape: Bool {
    let scalars = Array(core.unicodeScalars)
    let letters = scalars.prefix(while: \.isASCIILetter).count
    guard (1...3).contains(letters), !(isRounded || core == "X") else { return false }
    let rest = scalars.dropFirst(letters)
    let digits = rest.filter(\.isASCIIDigit).count
    let alone = rest.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter || "()".unicodeScalars.contains($0) }
    return alone && (5...12).contains(digits) && rest.count - digits <= 2
  }

  /// Text such as 9.90501E+17: the digits are gone.
  var isRounded: Bool {
    let halves = core.split(separator: "E", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].contains(where: \.isASCIIDigit) else { return false }
    let power = halves[1].hasPrefix("+") ? halves[1].dropFirst() : halves[1][...]
    return halves[0].allSatisfy { $0.isASCIIDigit || $0 == "." } && (1...2).contains(power.count)
      && power.allSatisfy(\.isASCIIDigit) && (halves[0].contains(".") || halves[1].hasPrefix("+"))
  }

  /// Words with a number in them, such as 新生儿3月5日出生: they stand instead of a number.
  var isRemark: Bool {
    chineseLetters >= 4 && digits <= 8 && !namesOtherPaper && !namesOwnPaper
  }

  var digits: Int { core.filter(\.isASCIIDigit).count }

  private static let papers = [
    "护照", "通行证", "台胞", "回乡证", "居留", "居住证", "军官证", "士兵证", "士官证", "警官证", "出生证", "出生医学", "PASSPORT",
  ]

  /// Dashes of all kinds, quotation marks, apostrophes, accents used as apostrophes.
  private static let dropped = Set("-–—―‐‑−─_'’‘`´\"“”＇·".unicodeScalars)

  private static func core(of text: String) -> String {
    let outer = { (scalar: Unicode.Scalar) in scalar.isHan || ":;,.，。；：、".unicodeScalars.contains(scalar) }
    let kept = Array(text.unicodeScalars).filter { !dropped.contains($0) }
    let inner = kept.drop(while: outer).reversed().drop(while: outer).reversed()
    var view = String.UnicodeScalarView()
    // A Roman ten is what some input methods give for the check character.
    view.append(contentsOf: inner.map { $0 == "\u{2169}" ? "X" : $0 })
    return String(view)
  }

  /// `="9905…"` is how programs keep spreadsheets from rounding.
  private static func withoutFormula(_ text: String) -> String {
    text.hasPrefix("=\"") && text.hasSuffix("\"") ? String(text.dropFirst(2).dropLast()) : text
  }

  /// A word in brackets after the number; a single character in brackets is part of a Hong Kong or Macao card's number.
  private static func withoutEndBracket(_ text: String) -> String {
    guard let last = text.last, ")]】〕>》".contains(last),
      let open = text.lastIndex(where: { "([【〔<《".contains($0) }), open > text.startIndex
    else { return text }
    let inside = text[text.index(after: open)...].dropLast()
    return inside.count == 1 && inside.first!.isASCII ? text : String(text[..<open])
  }

  /// ID, NO, SFZ before 15 or more characters are a word beside the number; before fewer they may be a passport's letters.
  private static func withoutLabel(_ text: String) -> String {
    for label in ["IDNO", "IDCARD", "ID", "NO", "SFZH", "SFZ"] where text.hasPrefix(label) {
      let rest = text.dropFirst(label.count).drop { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      if rest.count >= 14, rest.first?.isASCIIDigit == true { return String(rest) }
    }
    return text
  }

  /// `990501….0` is what a number becomes on its way through some programs.
  private static func withoutDecimals(_ text: String) -> String {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[1].isEmpty, halves[1].allSatisfy({ $0 == "0" }),
      !halves[0].isEmpty, halves[0].allSatisfy(\.isASCIIDigit)
    else { return text }
    return String(halves[0])
  }
}
