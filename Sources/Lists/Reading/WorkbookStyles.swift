/// What a cell's style says: whether a number is a date, whether the text is struck through.
struct WorkbookStyles: Sendable {
  struct Style: Sendable {
    var isDate = false
    var isStruck = false
  }

  fileprivate(set) var styles: [Style] = []

  subscript(index: Int) -> Style { styles.indices.contains(index) ? styles[index] : Style() }

  /// Built-in formats that show dates, East Asian ones included (ECMA-376 Part 1, 18.8.30). 45 to 47 are times only.
  static func isBuiltInDate(_ id: Int) -> Bool {
    switch id {
    case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: true
    default: false
    }
  }

  /// Whether a format code shows a year, month or day: letters outside quotes, brackets and escapes.
  static func isDate(_ code: String) -> Bool {
    var plain = ""
    var (quoted, bracketed, escaped) = (false, false, false)
    for character in code.lowercased() {
      if escaped {
        escaped = false
      } else if character == "\"" {
        quoted.toggle()
      } else if quoted {
        continue
      } else if character == "\\" || character == "_" || character == "*" {
        escaped = true
      } else if character == "[" || character == "]" {
        bracketed = character == "["
      } else if !bracketed {
        plain.append(character)
      }
    }
    let positive = plain.split(separator: ";").first ?? ""
    guard positive != "general" else { return false }
    return positive.contains { "yd".contains($0) }
      || (positive.contains("m") && !positive.contains { "hs0#".contains($0) })
  }
}

/// Reads xl/styles.xml.
final class WorkbookStylesHandler: XMLHandler {
  private(set) var styles = WorkbookStyles()
  private var formats: [Int: Bool] = [:]
  private var fontStruck: [Bool] = []
  private var inside: [String] = []
  let isDone = false

  func begin(_ element: XMLElement) {
    switch (inside.last, element.name) {
    case (_, "numFmt"):
      if let id = element["numFmtId"].flatMap({ Int($0) }), let code = element["formatCode"] {
        formats[id] = WorkbookStyles.isDate(code)
      }
    case ("fonts", "font"): fontStruck.append(false)
    case ("font", "strike") where inside.dropLast().last == "fonts":
      fontStruck[fontStruck.count - 1] = !["0", "false"].contains(element["val"] ?? "1")
    case ("cellXfs", "xf"): styles.styles.append(style(element))
    default: break
    }
    inside.append(element.name)
  }

  private func style(_ element: XMLElement) -> WorkbookStyles.Style {
    let format = Int(element["numFmtId"] ?? "") ?? 0
    let font = Int(element["fontId"] ?? "") ?? 0
    return .init(
      isDate: formats[format] ?? WorkbookStyles.isBuiltInDate(format),
      isStruck: fontStruck.indices.contains(font) && fontStruck[font])
  }

  func end(_ name: String) { inside.removeLast() }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
