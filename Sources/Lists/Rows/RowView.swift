import Kernel

/// A row seen through its table's columns.
struct RowView {
  var row: TableRow
  let layout: ListLayout

  /// The first cell of a field, empty if the list has no such column.
  func cell(_ field: ListField) -> Cell { layout.column(field).map { value($0) } ?? .empty }

  /// All cells of a field that say something.
  func cells(_ field: ListField) -> [Cell] {
    layout.columns(field).map { value($0) }.filter { !$0.isBlank }
  }

  /// Errors such as #N/A say nothing.
  func value(_ column: Int) -> Cell { row[column].kind == .error ? .empty : row[column] }

  /// The texts that the row itself holds, merged copies and repetitions left out.
  var ownTexts: [String] { Self.ownTexts(of: row) }

  static func ownTexts(of row: TableRow) -> [String] {
    var texts: [String] = []
    for cell in row.cells where !cell.isBlank && !cell.marks.contains(.mergedDown) && cell.text != texts.last {
      texts.append(cell.text)
    }
    return texts
  }

  /// A cell that says something: not blank, not 无, 不详, - and the like.
  static func says(_ cell: Cell) -> Bool { !cell.isBlank && cell.kind != .error && PersonName.read(cell.text) != nil }

  var hasBuildingColumn: Bool { layout.column(.building) != nil }

  var idText: String { cell(.idNumber).text }
  var hasIDCandidate: Bool { !IDNumber.candidates(in: idText).isEmpty }
}

/// 同上, 〃 and " stand for what the line above says in the same column.
struct DittoMarks {
  private var above: [Cell] = []

  /// The row with its marks replaced. Marks in home columns are left to `HomeReader`.
  func resolved(_ row: TableRow, _ layout: ListLayout) -> TableRow {
    var row = row
    for column in layout.columns where !column.field.isHome && column.index < row.cells.count {
      if SkipWords.isDitto(row.cells[column.index].text) {
        row.cells[column.index] = column.index < above.count ? above[column.index] : .empty
      }
    }
    return row
  }

  /// What the line above says in a column.
  func cell(_ column: Int) -> Cell { column < above.count ? above[column] : .empty }

  mutating func remember(_ row: TableRow) { above = row.cells }
  mutating func forget() { above = [] }
}
