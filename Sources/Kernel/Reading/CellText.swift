/// A cell of somebody's list made legible: what a person would see in it, in one way of writing.
///
/// White space and invisible characters are not visible changes; full-width forms, quotation marks and the like are.
/// The importer tells the two apart ("accept" or "fix"), so the text remembers what was done to it.
struct CellText {
  /// Half-width characters, every run of white space one blank, nothing invisible, no blank at the ends.
  private(set) var text: String

  /// White space or invisible characters were dropped or joined.
  private(set) var spaced = false

  /// Full-width forms were turned into half-width ones; those of separators don't count.
  private(set) var folded = false

  init(_ cell: String) {
    var scalars = String.UnicodeScalarView()
    var blank = false
    for scalar in cell.unicodeScalars {
      if (0x21...0x7E).contains(scalar.value) {
        if blank, !scalars.isEmpty { scalars.append(" ") }
        blank = false
        scalars.append(scalar)
      } else if Self.isInvisible(scalar) {
        spaced = true
      } else if scalar.properties.isWhitespace {
        if blank || scalars.isEmpty || scalar != " " { spaced = true }
        blank = true
      } else {
        if blank, !scalars.isEmpty { scalars.append(" ") }
        blank = false
        let half = Self.halfWidth(scalar)
        if half != scalar, !",;:/|".unicodeScalars.contains(half) { folded = true }
        scalars.append(half)
      }
    }
    if blank { spaced = true }
    text = String(scalars)
  }

  /// The text without any blank.
  var compact: String {
    guard text.utf8.contains(UInt8(ascii: " ")) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " }))
  }

  var isEmpty: Bool { text.isEmpty }

  /// Whether the cell says that there is nothing to say: blank, 无, 不详, 暂无, -, / and their like.
  var isEmptyMark: Bool {
    // The longest word for nothing has five characters of three bytes.
    guard text.utf8.count <= 32 else { return false }
    if text.unicodeScalars.allSatisfy({ $0 == " " || Self.strokes.contains($0) }) { return true }
    return Self.nothing.contains(compact.lowercased())
  }

  private static let strokes = Set("-–—－―‐‑−─_/\\|、,.。·~".unicodeScalars)

  /// Words for nothing, lower case and half width.
  private static let nothing: Set<String> = [
    "无", "(无)", "没有", "没", "暂无", "暂缺", "暂时无", "暂时没有", "不详", "不清楚", "不明", "不知道", "不知", "未知", "未填", "未填写", "未提供",
    "待补", "待补充", "待核实", "待查", "缺", "空", "空白", "null", "nil", "none", "no", "n/a", "na", "#n/a", "nan", "(null)", "未登记",
    "未留",
    "无登记", "无信息", "无记录",
  ]

  /// U+FF01 to U+FF5E are the ASCII characters in full width, and the ideographic full stop's half form is a full stop.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0xFF61: "。"
    case 0xFF65: "・"
    default: scalar
    }
  }

  /// Marks of direction, joiners, soft hyphens, byte-order marks, variation selectors, control characters: what copying
  /// from web pages and chat programs leaves behind.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85: false
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180E: true
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFC:
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// A Chinese character (any of the Unicode blocks, and 〇, which Unicode counts as a number).
  var isHan: Bool { properties.isIdeographic }

  var isASCIIDigit: Bool { (48...57).contains(value) }

  var isASCIILetter: Bool { (65...90).contains(value) || (97...122).contains(value) }
}

extension Character {
  var isHan: Bool { unicodeScalars.first.map(\.isHan) ?? false }

  var isASCIIDigit: Bool { unicodeScalars.count == 1 && unicodeScalars.first!.isASCIIDigit }
}
