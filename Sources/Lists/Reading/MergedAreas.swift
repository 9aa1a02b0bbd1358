/// A rectangle of cells, zero-based columns and one-based rows.
struct CellArea: Sendable {
  var rows: ClosedRange<Int>
  var columns: ClosedRange<Int>

  /// "B3:D5" or "B3".
  init?(_ reference: String) {
    let ends = reference.split(separator: ":").compactMap { CellReference(String($0)) }
    guard let first = ends.first, let last = ends.last, first.row <= last.row, first.column <= last.column else {
      return nil
    }
    (rows, columns) = (first.row...last.row, first.column...last.column)
  }
}

/// "AB12" as numbers.
struct CellReference {
  var column: Int
  var row: Int

  init?(_ text: String) {
    var (column, row) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte) - 64
      case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0: column = column * 26 + Int(byte) - 96
      case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte) - 48
      default: return nil
      }
      guard column <= Worksheet.maximumColumns, row <= Worksheet.maximumRows else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    (self.column, self.row) = (column - 1, row)
  }
}

/// Fills what merged areas leave empty with their first cell, row by row in one pass; its work per row is bounded by the
/// number of columns, however many areas a file declares.
struct MergedAreas {
  private var waiting: [CellArea]
  private var active: [Int: (last: Int, area: CellArea, cell: Cell)] = [:]

  init(_ areas: [CellArea]) {
    waiting = areas.filter { $0.rows.count > 1 || $0.columns.count > 1 }.sorted {
      $0.rows.lowerBound > $1.rows.lowerBound
    }
  }

  mutating func fill(_ row: inout TableRow) {
    active = active.filter { $0.value.last >= row.number }
    while let next = waiting.last, next.rows.lowerBound <= row.number {
      waiting.removeLast()
      guard next.rows.lowerBound == row.number, next.columns.lowerBound < Worksheet.filledColumns else { continue }
      activate(next, row)
    }
    for (_, entry) in active { fill(&row, from: entry.area, entry.cell) }
  }

  private mutating func activate(_ area: CellArea, _ row: TableRow) {
    let clash = active.values.contains { $0.area.columns.overlaps(area.columns) }
    let cell = row[area.columns.lowerBound]
    if !clash, cell.kind != .empty { active[area.columns.lowerBound] = (area.rows.upperBound, area, cell) }
  }

  private func fill(_ row: inout TableRow, from area: CellArea, _ cell: Cell) {
    let end = min(area.columns.upperBound, Worksheet.filledColumns)
    while row.cells.count <= end { row.cells.append(.empty) }
    for column in area.columns.lowerBound...end where row.cells[column].kind == .empty {
      var copy = cell
      if row.number > area.rows.lowerBound { copy.marks.insert(.mergedDown) }
      if column > area.columns.lowerBound { copy.marks.insert(.mergedAcross) }
      row.cells[column] = copy
    }
  }
}

/// First pass over a sheet: merged areas stand behind the rows.
final class MergedAreasHandler: XMLHandler {
  private(set) var areas: [CellArea] = []
  let isDone = false

  func begin(_ element: XMLElement) {
    if element.name == "mergeCell", areas.count < Worksheet.maximumRows,
      let area = element["ref"].flatMap({ CellArea($0) })
    {
      areas.append(area)
    }
  }

  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
