/// A list with values parted by comma, tab or semicolon (RFC 4180, read leniently: offices write these by hand too).
struct DelimitedText: TableSource {
  let sheetNames = [""]
  let dates1904 = false
  private let text: DecodedText
  private let delimiter: UInt8

  init(_ text: DecodedText) {
    self.text = text
    delimiter = Self.guessDelimiter(text.bytes)
  }

  func rows(ofSheet index: Int, _ body: (TableRow) throws -> Bool) throws {
    var scanner = RecordScanner(bytes: text.bytes, delimiter: delimiter)
    var number = 0
    while let fields = scanner.nextRecord() {
      number += 1
      guard try body(TableRow(number: number, cells: fields)) else { return }
    }
  }

  /// The delimiter that parts most of the first lines into the most columns; a comma if none does.
  private static func guessDelimiter(_ bytes: [UInt8]) -> UInt8 {
    let head = Array(bytes.prefix(1 << 16))
    var best: (delimiter: UInt8, score: Int) = (UInt8(ascii: ","), 0)
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
      var scanner = RecordScanner(bytes: head, delimiter: delimiter)
      var widths: [Int: Int] = [:]
      for _ in 0..<50 {
        guard let fields = scanner.nextRecord() else { break }
        widths[fields.count, default: 0] += fields.count - 1
      }
      let score = widths.values.max() ?? 0
      if score > best.score { best = (delimiter, score) }
    }
    return best.delimiter
  }
}

/// Cuts records out of bytes. A record ends at a line end outside quotes.
struct RecordScanner {
  /// No cell of a spreadsheet holds more characters (Excel specifications and limits); a quotation that runs longer,
  /// or to the end of the file, is a stray mark.
  static let longestQuotation = 32_767 * 4

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position = 0

  init(bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
  }

  mutating func nextRecord() -> [Cell]? {
    guard position < bytes.count else { return nil }
    var fields: [Cell] = []
    while true {
      fields.append(nextField())
      guard position < bytes.count else { return fields }
      if bytes[position] == delimiter {
        position += 1
        continue
      }
      skipLineEnd()
      return fields
    }
  }

  private mutating func skipLineEnd() {
    if bytes[position] == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { position += 1 }
    position += 1
  }

  private func endsField(_ at: Int) -> Bool {
    at >= bytes.count || bytes[at] == delimiter || bytes[at] == 10 || bytes[at] == 13
  }

  private mutating func nextField() -> Cell {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\""), let quoted = quotation() { return quoted }
    let start = position
    while !endsField(position) { position += 1 }
    return Self.cell(bytes[start..<position])
  }

  /// A quoted field, or nil if the mark is not the beginning of one: as in `","` where somebody wrote ditto marks.
  private mutating func quotation() -> Cell? {
    var i = position + 1
    guard !endsField(i) else { return nil }
    var content: [UInt8] = []
    while i < bytes.count, i - position < Self.longestQuotation {
      if bytes[i] != UInt8(ascii: "\"") {
        content.append(bytes[i])
        i += 1
      } else if i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\"") {
        content.append(bytes[i])
        i += 2
      } else {
        i += 1
        while !endsField(i) {
          content.append(bytes[i])
          i += 1
        }
        position = i
        return Self.cell(content[...])
      }
    }
    return nil
  }

  private static func cell(_ bytes: ArraySlice<UInt8>) -> Cell {
    let text = String(decoding: bytes, as: UTF8.self)
    return Cell(text, marks: text.unicodeScalars.contains("\u{FFFD}") ? .undecodable : [])
  }
}
