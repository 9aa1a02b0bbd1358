import Foundation

enum Worksheet {
  /// Excel specifications and limits: 1,048,576 rows by 16,384 columns.
  static let maximumRows = 1_048_576
  static let maximumColumns = 16_384
  /// No list of people has more columns than this; cells to the right of it are not read.
  static let filledColumns = 512
}

/// Reads the rows of xl/worksheets/sheetN.xml as they stream by.
final class WorksheetHandler: XMLHandler {
  private let strings: SharedStrings
  private let styles: WorkbookStyles
  private let dates1904: Bool
  private var merges: MergedAreas
  private let body: (TableRow) throws -> Bool

  private(set) var isDone = false
  private var row = TableRow(number: 0, cells: [])
  private var inRow = false
  private var column = -1
  private var cell: CellBuilder?

  init(
    _ strings: SharedStrings, _ styles: WorkbookStyles, dates1904: Bool, merges: MergedAreas,
    _ body: @escaping (TableRow) throws -> Bool
  ) {
    (self.strings, self.styles, self.dates1904, self.merges, self.body) = (strings, styles, dates1904, merges, body)
  }

  func begin(_ element: XMLElement) throws {
    if cell != nil {
      cell?.begin(element)
    } else if element.name == "c", inRow {
      beginCell(element)
    } else if element.name == "row" {
      try beginRow(element)
    }
  }

  private func beginRow(_ element: XMLElement) throws {
    let last = row.number
    let number = element["r"].flatMap { Int($0) } ?? last + 1
    guard number <= Worksheet.maximumRows else { throw ListRefusal.damaged }
    // Rows that a file leaves out are blank, rows out of order follow the last.
    var missing = last + 1
    while missing < number, !isDone {
      try hand(TableRow(number: missing, cells: []))
      missing += 1
    }
    row = TableRow(number: max(number, last + 1), cells: [])
    (inRow, column) = (true, -1)
  }

  private func beginCell(_ element: XMLElement) {
    column = element["r"].flatMap { CellReference($0)?.column } ?? column + 1
    let style = styles[Int(element["s"] ?? "") ?? 0]
    cell = CellBuilder(type: element["t"] ?? "n", style: style)
  }

  func end(_ name: String) throws {
    if name == "c", let done = cell {
      cell = nil
      guard (0..<Worksheet.filledColumns).contains(column) else { return }
      while row.cells.count <= column { row.cells.append(.empty) }
      row.cells[column] = done.cell(strings, dates1904: dates1904)
    } else if cell != nil {
      cell?.end(name)
    } else if name == "row" {
      inRow = false
      try hand(row)
    }
  }

  private func hand(_ row: TableRow) throws {
    var full = row
    merges.fill(&full)
    if try !body(full) { isDone = true }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { cell?.text(bytes) }
}
