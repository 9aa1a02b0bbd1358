import Kernel

/// Reads lists of people, whatever layout they have.
///
/// Two passes: the first finds tables and columns, the second reads the rows as they stream by. What is remembered
/// between rows grows with the number of people (to find repetitions), not with the size of the file.
package struct ListReader: Sendable {
  /// Blank rows behind the last written one that are still accounted for; a sheet may declare a million of them.
  static let maximumBlankEnd = 1000

  private let kind: ListKind
  private let today: Day
  private let headings: Headings
  private let registry: (any RegistryLookup)?

  /// - Parameters:
  ///   - today: nobody in a list is born later.
  ///   - registry: what dispatch lists are compared with; residents lists never are.
  package init(_ kind: ListKind, today: Day, headings: Headings, registry: (any RegistryLookup)? = nil) {
    (self.kind, self.today, self.headings) = (kind, today, headings)
    self.registry = kind == .dispatch ? registry : nil
  }

  /// Reads a whole file into a report.
  ///
  /// - Throws: `ListRefusal` if the file can't be read to its end, holds no list, or holds headings only.
  package func report(_ file: ListFile) throws -> ListReport {
    var report = ListReport()
    report.sheets = try read(file) { report.rows.append($0) }
    return report
  }

  /// Reads a file and hands over each row in order. Nothing may be kept of them if it throws in the end.
  ///
  /// - Returns: the columns of the sheets that hold lists.
  /// - Throws: `ListRefusal`, or what `each` throws.
  @discardableResult
  package func read(_ file: ListFile, each: (ListRow) throws -> Void) throws -> [ListReport.SheetColumns] {
    let tables = try surveyed(file)
    guard !tables.isEmpty else { throw ListRefusal.noList }
    var seen = SeenPeople()
    var people = 0
    for (index, layouts) in tables {
      var reader = SheetReader(
        file.sheetNames[index], layouts, kind: kind, today: today, dates1904: file.source.dates1904,
        registry: registry)
      try read(file, index, &reader, &seen) { row in
        if row.outcome != .skip { people += 1 }
        try each(row)
      }
    }
    guard people > 0 else { throw ListRefusal.headingsOnly }
    return tables.flatMap { index, layouts in
      layouts.map { ListReport.SheetColumns(sheet: file.sheetNames[index], columns: $0.columns) }
    }
  }

  /// Reads one sheet; blank rows wait until it is known whether anything follows.
  private func read(
    _ file: ListFile, _ sheet: Int, _ reader: inout SheetReader, _ seen: inout SeenPeople,
    each: (ListRow) throws -> Void
  ) throws {
    var blanks: [Int] = []
    func handOn(_ numbers: ArraySlice<Int>) throws {
      for number in numbers { try each(reader.read(TableRow(number: number, cells: []), &seen)) }
    }
    try file.source.rows(ofSheet: sheet) { row in
      if row.isBlank {
        blanks.append(row.number)
      } else {
        try handOn(blanks[...])
        blanks = []
        try each(reader.read(row, &seen))
      }
      return true
    }
    try handOn(blanks.prefix(Self.maximumBlankEnd))
  }

  /// The sheets that hold lists. Sheets that explain a form are left out where another sheet holds the list.
  private func surveyed(_ file: ListFile) throws -> [(index: Int, layouts: [ListLayout])] {
    var found: [(index: Int, layouts: [ListLayout])] = []
    var guides: Set<Int> = []
    for index in file.sheetNames.indices {
      var survey = SheetSurvey(headings, today: today)
      try file.source.rows(ofSheet: index) { row in
        survey.note(row)
        return true
      }
      survey.finish()
      if !survey.layouts.isEmpty { found.append((index, survey.layouts)) }
      if survey.isGuide || SkipWords.isGuideSheet(file.sheetNames[index]) { guides.insert(index) }
    }
    let lists = found.filter { !guides.contains($0.index) }
    return lists.isEmpty ? found : lists
  }
}
