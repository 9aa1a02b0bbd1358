/// The row or rows that head a table, and what each column's words mean.
struct HeadingBlock: Sendable {
  /// Row numbers.
  let rows: ClosedRange<Int>
  /// By column: the words from the top row to the bottom one, each once.
  let columns: [[HeadingText]]
  private let cells: [[HeadingText]]

  /// Finds a block at `index` of the rows: that row must name at least two fields, one of which tells who a person is.
  init?(_ rows: ArraySlice<TableRow>, at index: Int, _ headings: Headings) {
    guard Self.isHeading(rows[index], headings) else { return nil }
    var (first, last) = (index, index)
    if index > rows.startIndex, Self.isBand(rows[index - 1], above: rows[index]) { first -= 1 }
    while last + 1 < rows.endIndex, last - index < 2, Self.continues(rows[last], rows[last + 1], headings) { last += 1 }
    let block = rows[first...last]
    self.rows = rows[first].number...rows[last].number
    let width = block.map(\.cells.count).max() ?? 0
    columns = (0..<width).map { Self.words(block, $0) }
    cells = block.map { $0.cells.map { HeadingText($0.text) } }
  }

  /// The width of the widest heading row without empty ends.
  var width: Int { (columns.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// Whether a row repeats one of the heading rows: at least two cells, and nearly all, say what the heading says.
  func isRepeated(in row: TableRow) -> Bool {
    let filled = row.cells.indices.filter { !row.cells[$0].isBlank }
    guard filled.count >= 2 else { return false }
    return cells.contains { heading in
      var (same, others) = (0, 0)
      for column in filled {
        if column < heading.count, HeadingText(row.cells[column].text) == heading[column] {
          same += 1
        } else {
          others += 1
        }
        if others * 4 > filled.count { return false }
      }
      return same >= 2
    }
  }

  static func isHeading(_ row: TableRow, _ headings: Headings) -> Bool {
    var fields: Set<ListField> = []
    var texts: Set<String> = []
    let filled = row.cells.filter { !$0.isBlank }
    guard filled.allSatisfy({ ($0.kind == .text || $0.kind == .number) && !isDatum($0.text) }) else { return false }
    for cell in filled {
      let text = HeadingText(cell.text)
      texts.insert(text.full)
      if text.full.count <= 40, let field = headings.field(of: text) { fields.insert(field) }
    }
    let telling: Set<ListField> = [.name, .idNumber, .headName, .owner]
    let known = fields.subtracting([.unknown])
    return known.count >= 2 && known.count * 3 >= texts.count && !known.isDisjoint(with: telling)
      && !known.isSubset(of: [.owner, .rowNumber, .relation, .known])
  }

  /// A number or phone; a note on how to fill in the form may well hold one.
  private static func isDatum(_ text: String) -> Bool { text.count <= 25 && hasLongNumber(text) }

  private static func hasLongNumber(_ text: String) -> Bool {
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar.properties.numericType == .decimal ? run + 1 : 0
      if run >= 6 { return true }
    }
    return false
  }

  /// A row of section names above the headings: several texts, none of which spans the whole table.
  private static func isBand(_ band: TableRow, above row: TableRow) -> Bool {
    let texts = Set(band.cells.filter { !$0.isBlank }.map { HeadingText($0.text).full })
    guard texts.count >= 2, band.cells.allSatisfy({ $0.isBlank || ($0.kind == .text && !hasLongNumber($0.text)) })
    else {
      return false
    }
    guard !texts.contains(where: { $0.contains(":") || $0.count > 20 }) else { return false }
    // Words of the band stand over words of the row.
    return band.cells.indices.allSatisfy {
      band[$0].isBlank || !row[$0].isBlank || band[$0].marks.contains(.mergedAcross)
    }
  }

  /// The row below goes on with headings: only words, at least one known, and no name where names stand.
  private static func continues(_ row: TableRow, _ below: TableRow, _ headings: Headings) -> Bool {
    var known = 0
    for (column, cell) in below.cells.enumerated() where !cell.isBlank && !cell.marks.contains(.mergedDown) {
      let text = HeadingText(cell.text)
      guard cell.kind == .text, text.full.count <= 30, !text.full.contains(where: \.isNumber) else { return false }
      guard !["男", "女", "是", "否"].contains(text.full) else { return false }
      let field = headings.field(of: text)
      let above = headings.field(of: HeadingText(row[column].text))
      if above == .name || above == .idNumber, field == nil { return false }
      // 户主 or 残疾 under 与户主关系 and 标签 are values.
      if let above, above == .relation || above == .tags || above == .kind || above == .remark { return false }
      if field != nil { known += 1 }
    }
    return known >= 1
  }

  private static func words(_ block: ArraySlice<TableRow>, _ column: Int) -> [HeadingText] {
    var words: [HeadingText] = []
    for (offset, row) in block.enumerated() {
      var cell = row[column]
      // Without merging, a section name stands over the first of its columns only.
      if cell.isBlank, offset + 1 < block.count, block.dropFirst(offset + 1).contains(where: { !$0[column].isBlank }) {
        cell = row.cells.prefix(column).last { !$0.isBlank } ?? cell
      }
      let text = HeadingText(cell.text)
      if !text.full.isEmpty, words.last != text { words.append(text) }
    }
    return words
  }
}
