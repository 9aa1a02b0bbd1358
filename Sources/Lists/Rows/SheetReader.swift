import Kernel

/// What a list is for; it decides what is compared.
package enum ListKind: String, Sendable, CaseIterable {
  /// A registry of residents, migrants included.
  case residents
  /// A list of people to be looked after in an operation.
  case dispatch
}

/// Reads the rows of one sheet in order, remembering only what later rows need.
struct SheetReader {
  private let sheet: String
  private let layouts: [ListLayout]
  private let kind: ListKind
  private let today: Day
  private let dates1904: Bool
  private let registry: (any RegistryLookup)?
  private var table = -1
  private var dittos = DittoMarks()
  private var homes = HomeReader()
  private var shiftsLeft = ShiftedColumns.maximumMends

  init(
    _ sheet: String, _ layouts: [ListLayout], kind: ListKind, today: Day, dates1904: Bool,
    registry: (any RegistryLookup)? = nil
  ) {
    (self.sheet, self.layouts, self.kind, self.today, self.dates1904) = (sheet, layouts, kind, today, dates1904)
    self.registry = registry
    if let building = BuildingTitle.fragment(in: sheet) { homes.take(line: building) }
  }

  mutating func read(_ row: TableRow, _ seen: inout SeenPeople) throws -> ListRow {
    while table + 1 < layouts.count, row.number >= layouts[table + 1].begin {
      table += 1
      dittos.forget()
      homes.forgetLast()
    }
    if table < 0 || row.number <= layouts[table].firstRow { noteTitle(row) }
    guard table >= 0, row.number >= layouts[table].firstRow, !row.isBlank,
      layouts[table].block?.isRepeated(in: row) != true
    else { return skipped(row) }
    return try read(row, layouts[table], &seen)
  }

  /// A title such as 3号楼住户名单 names the building of a list that has no column for it.
  private mutating func noteTitle(_ row: TableRow) {
    let texts = RowView.ownTexts(of: row)
    if texts.count == 1, let building = BuildingTitle.fragment(in: texts[0]) { homes.take(line: building) }
  }

  private func skipped(_ row: TableRow) -> ListRow { ListRow(row: row.number, sheet: sheet, outcome: .skip) }

  private mutating func read(_ raw: TableRow, _ layout: ListLayout, _ seen: inout SeenPeople) throws -> ListRow {
    var view = RowView(row: dittos.resolved(raw, layout), layout: layout)
    var said = HomeReader.said(view, dittos)
    switch RowSort(view, home: said.fragment) {
    case .nobody: return skipped(raw)
    case .line(let fragment):
      homes.take(line: fragment)
      return skipped(raw)
    case .person: break
    }
    if SeveralPeople.isFound(in: view) { return try several(view, said) }
    let shift = ShiftedColumns(layout, today: today).find(view.row, mendsLeft: &shiftsLeft)
    if case .mended(let row) = shift {
      view.row = row
      said = HomeReader.said(view, dittos)
    }
    let home = try registered(homes.read(said, view, startsHousehold: PersonReader.isHead(view)))
    dittos.remember(view.row)
    let reader = PersonReader(view, home: home, today: today, dates1904: dates1904)
    return try row(view, reader, shift, &seen)
  }

  /// In a dispatch list only a home of the registry is one.
  private func registered(_ home: HomeAddress?) throws -> HomeAddress? {
    guard let registry, let home else { return home }
    guard case .known(let known) = try registry.home(meant: home) else { return nil }
    return known
  }

  /// False if the registry knows the number under other names only.
  private func isKnownByName(_ person: TakenPerson) throws -> Bool {
    guard let registry, let number = person.idNumber, let name = person.name else { return true }
    let names = try registry.names(of: number)
    return names.isEmpty || names.contains { PersonName.key($0) == PersonName.key(name) }
  }

  private mutating func row(
    _ view: RowView, _ reader: PersonReader, _ shift: ShiftedColumns.Finding, _ seen: inout SeenPeople
  ) throws -> ListRow {
    var row = ListRow(row: view.row.number, sheet: sheet, outcome: .accept, problems: reader.problems)
    row.person = reader.person
    let repeated = seen.check(reader.person, row: row.row, comparesHomes: kind == .residents)
    row.problems += repeated.problems
    row.duplicateOf = repeated.of
    if try !isKnownByName(reader.person) { row.problems.append(.registryNameDiffers) }
    let heaviest = row.problems.map(\.outcome).max() ?? .accept
    row.outcome = max(heaviest, reader.isMended ? .fix : .accept)
    switch shift {
    case .none: break
    case .mended:
      row.outcome = row.outcome > .fix ? .review : .fix
      row.problems = [.columnsShifted]
    case .doubtful: (row.outcome, row.problems) = (.review, [.columnsShifted])
    }
    return row
  }

  private mutating func several(_ view: RowView, _ said: HomeReader.Said) throws -> ListRow {
    let home = try registered(homes.read(said, view, startsHousehold: true))
    dittos.remember(view.row)
    let reader = PersonReader(view, home: home, today: today, dates1904: dates1904)
    var row = ListRow(row: view.row.number, sheet: sheet, outcome: .review, problems: [.severalPeople])
    row.person = reader.person
    row.person?.name = SeveralPeople.names(in: view)
    row.person?.idNumber = nil
    row.person?.keptIDText = view.idText
    row.person?.sex = nil
    row.person?.birthDate = nil
    return row
  }
}

extension ListLayout {
  /// The first row of the table, its heading included.
  var begin: Int { block?.rows.lowerBound ?? firstRow }
}
