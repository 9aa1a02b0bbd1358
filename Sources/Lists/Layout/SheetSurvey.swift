import Kernel

/// First pass over a sheet: finds its tables. Memory is bounded: only the first rows of each table are kept.
struct SheetSurvey {
  /// Rows by which the columns of a table are judged.
  static let sample = 400
  /// A sheet with more tables than this is none of people; the rest is read like the last.
  static let maximumTables = 1000

  private let headings: Headings
  private let today: Day
  /// The row above the candidate, the candidate, and up to two rows below: as many as a heading may need.
  private var near: [TableRow] = []
  private var block: HeadingBlock?
  private var rows: [TableRow] = []
  private(set) var layouts: [ListLayout] = []
  private var filled = 0
  private var explains = false

  /// The sheet explains a form and shows an example or two.
  var isGuide: Bool { explains && filled <= 8 }

  init(_ headings: Headings, today: Day) {
    (self.headings, self.today) = (headings, today)
  }

  mutating func note(_ row: TableRow) {
    if filled <= 8, !row.isBlank {
      filled += 1
      explains = explains || row.cells.contains { SkipWords.explains($0.text) }
    }
    near.append(row)
    if near.count == 3, near[0].number == 1 { judge(0) }
    if near.count > 3 {
      judge(1)
      near.removeFirst()
    }
  }

  /// Call once after the last row.
  mutating func finish() {
    let first = near.first?.number == 1 && near.count < 3 ? 0 : 1
    for index in near.indices.dropFirst(first) { judge(index) }
    settle()
  }

  /// A row is the beginning of a new heading, or one of the rows of the table before.
  private mutating func judge(_ index: Int) {
    let row = near[index]
    if let block, row.number <= block.rows.upperBound { return }
    if block?.isRepeated(in: row) != true, let found = HeadingBlock(near[...], at: index, headings) {
      settle()
      (block, rows) = (found, [])
    } else if rows.count < Self.sample {
      rows.append(row)
    }
  }

  private mutating func settle() {
    guard layouts.count < Self.maximumTables else { return }
    if let layout = ListLayout.find(block, rows, headings, today: today) { layouts.append(layout) }
  }
}

extension ListLayout {
  /// The layout of a table with this heading and these first rows; nil if it holds no people.
  static func find(_ block: HeadingBlock?, _ rows: [TableRow], _ headings: Headings, today: Day) -> ListLayout? {
    var contents: [ColumnContent] = []
    for row in rows where block?.isRepeated(in: row) != true {
      while contents.count < row.cells.count { contents.append(ColumnContent()) }
      for (column, cell) in row.cells.enumerated() { contents[column].note(cell, today: today) }
    }
    let columns = ColumnAssignment(headings, block, contents).columns
    guard columns.contains(where: { $0.field == .name }) else { return nil }
    if block == nil {
      let ids = columns.first { $0.field == .idNumber }.map { contents[$0.index].ids } ?? 0
      guard ids >= 2, let first = rows.first?.number else { return nil }
      return ListLayout(
        block: nil, firstRow: first, columns: columns, isHouseholdList: fillsDown(columns, rows))
    }
    guard
      columns.contains(where: { [.idNumber, .phone, .sex, .birthDate, .age].contains($0.field) || $0.field.isHome })
    else { return nil }
    return ListLayout(
      block: block, firstRow: (block?.rows.upperBound ?? 0) + 1, columns: columns,
      isHouseholdList: fillsDown(columns, rows))
  }

  /// Households show by a column for them, or by many blank homes under written ones.
  private static func fillsDown(_ columns: [ListColumn], _ rows: [TableRow]) -> Bool {
    let marks: Set<ListField> = [.relation, .householdNumber, .isHead]
    if columns.contains(where: { marks.contains($0.field) }) { return true }
    let homes = columns.filter(\.field.isHome).map(\.index)
    guard !homes.isEmpty, let name = columns.first(where: { $0.field == .name })?.index else { return false }
    let people = rows.filter { !$0[name].isBlank }
    let blank = people.count { row in homes.allSatisfy { row[$0].isBlank } }
    return blank * 6 >= people.count && blank >= 3
  }
}
