import Foundation

/// The tables of a web page, as many systems export them under the ending .xls. Each table is a sheet, each `tr` a row.
struct MarkupTable: TableSource {
  let sheetNames: [String]
  let dates1904 = false
  private let tables: [[TableRow]]

  static func looksLikeMarkup(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      .lowercased()
    let beginnings = [
      "<!doctype", "<html", "<table", "<?xml", "<!--", "<head", "<body", "<style", "<meta", "<div", "mime-version",
    ]
    return beginnings.contains(where: head.hasPrefix)
  }

  init(_ text: DecodedText) throws(ListRefusal) {
    let page = String(decoding: text.bytes, as: UTF8.self)
    if page.range(of: "<!ENTITY", options: .caseInsensitive) != nil { throw .externalEntity }
    if page.contains("urn:schemas-microsoft-com:office:spreadsheet"), page.contains("<Workbook") {
      throw .spreadsheetXML
    }
    if page.prefix(200).lowercased().contains("mime-version") { throw .webPage }
    var reader = MarkupTableReader()
    reader.read(page)
    guard !reader.tables.isEmpty else { throw .webPage }
    let found = reader.tables.map { rows in
      rows.enumerated().map { TableRow(number: $0.offset + 1, cells: $0.element) }
    }
    tables = found
    sheetNames = found.indices.map { found.count == 1 ? "" : "表\($0 + 1)" }
  }

  func rows(ofSheet index: Int, _ body: (TableRow) throws -> Bool) throws {
    for row in tables[index] {
      guard try body(row) else { return }
    }
  }
}

/// Walks through tags and text; what is no table, row or cell counts only by its text.
private struct MarkupTableReader {
  private(set) var tables: [[[Cell]]] = []
  private var rows: [[Cell]] = []
  private var row: [Cell]?
  private var cell: (text: String, across: Int, down: Int, struck: Bool)?
  private var spans: [Int: (left: Int, cell: Cell)] = [:]
  private var depth = 0

  mutating func read(_ page: String) {
    var rest = page.unicodeScalars[...]
    while let open = rest.firstIndex(of: "<") {
      add(String(rest[..<open]))
      if rest[open...].starts(with: "<!--".unicodeScalars) {
        rest = Self.skip(rest[open...], past: "-->")
        continue
      }
      guard let close = rest[open...].firstIndex(of: ">") else { break }
      let tag = String(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
      let name = Self.name(of: tag)
      if name == "script" || name == "style" { rest = Self.skip(rest, past: "</\(name)>") }
      handle(name, tag)
    }
    endTable()
  }

  private static func skip(_ text: Substring.UnicodeScalarView, past mark: String) -> Substring.UnicodeScalarView {
    guard let range = Substring(text).range(of: mark, options: .caseInsensitive) else { return text[text.endIndex...] }
    return text[range.upperBound...]
  }

  private static func name(of tag: String) -> String {
    String(tag.lowercased().prefix { !$0.isWhitespace && $0 != ">" })
  }

  private mutating func handle(_ name: String, _ tag: String) {
    switch name {
    case "table": depth += 1
    case "/table":
      depth = max(0, depth - 1)
      if depth == 0 { endTable() }
    case "tr", "/tr": endRow(begin: name == "tr")
    case "td", "th": beginCell(tag)
    case "/td", "/th": endCell()
    case "br", "br/", "/p", "/div": cell?.text.append("\n")
    case "s", "strike", "del": cell?.struck = true
    default: break
    }
  }

  private mutating func beginCell(_ tag: String) {
    endCell()
    if row == nil { row = [] }
    let struck = tag.range(of: "line-through", options: .caseInsensitive) != nil
    cell = ("", Self.number("colspan", tag), Self.number("rowspan", tag), struck)
  }

  private static func number(_ attribute: String, _ tag: String) -> Int {
    guard let range = tag.range(of: attribute, options: .caseInsensitive) else { return 1 }
    let digits = tag[range.upperBound...].drop { "=\"' ".contains($0) }.prefix { $0.isASCII && $0.isNumber }
    return min(max(Int(digits) ?? 1, 1), Worksheet.filledColumns)
  }

  private mutating func endCell() {
    guard let done = cell else { return }
    cell = nil
    fillSpans()
    let text = MarkupEntities.decode(done.text).trimmingCharacters(in: .whitespacesAndNewlines)
    for across in 0..<done.across where (row?.count ?? 0) < Worksheet.filledColumns {
      var value = Cell(text, marks: done.struck && !text.isEmpty ? .struck : [])
      if across > 0 { value.marks.insert(.mergedAcross) }
      if done.down > 1 {
        var below = value
        below.marks.insert(.mergedDown)
        spans[row?.count ?? 0] = (done.down - 1, below)
      }
      row?.append(value)
    }
  }

  /// Cells that a longer cell of a row above covers.
  private mutating func fillSpans() {
    while let at = row?.count, let span = spans[at] {
      spans[at] = span.left > 1 ? (span.left - 1, span.cell) : nil
      row?.append(span.cell)
    }
  }

  private mutating func endRow(begin: Bool) {
    endCell()
    if row != nil {
      fillSpans()
      rows.append(row ?? [])
    }
    row = begin ? [] : nil
  }

  private mutating func endTable() {
    endRow(begin: false)
    if !rows.isEmpty { tables.append(rows) }
    rows = []
    spans = [:]
  }

  private mutating func add(_ text: String) {
    guard cell != nil, (cell?.text.utf8.count ?? 0) < RecordScanner.longestQuotation else { return }
    cell?.text.append(text)
  }
}

/// The few character references that exports use.
enum MarkupEntities {
  private static let named = [
    "nbsp": "\u{A0}", "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "middot": "·",
  ]

  static func decode(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[rest.index(after: start)...]
      if let end = rest.prefix(12).firstIndex(of: ";"), let character = character(String(rest[..<end])) {
        result += character
        rest = rest[rest.index(after: end)...]
      } else {
        result += "&"
      }
    }
    return result + rest
  }

  private static func character(_ name: String) -> String? {
    if let known = named[name] { return known }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { Unicode.Scalar($0) }.map { String($0) }
  }
}
