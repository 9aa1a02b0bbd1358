import Kernel

/// Rows whose cells stand in each other's columns: an unquoted comma, a cell left out, name and number exchanged.
struct ShiftedColumns {
  enum Finding {
    case none
    /// The row put right.
    case mended(TableRow)
    /// The cells stand wrongly, but how is not certain.
    case doubtful
  }

  /// Rows of a sheet for which other orders are tried. A list in which more stand wrongly is no list to be mended, and a
  /// hostile one must not cost hours.
  static let maximumMends = 500
  /// Orders that are tried for one row.
  static let maximumOrders = 240

  private let layout: ListLayout
  /// Columns whose content shows whether it stands rightly.
  private let telling: [ListColumn]
  private let today: Day

  init(_ layout: ListLayout, today: Day) {
    (self.layout, self.today) = (layout, today)
    telling = layout.tellingColumns
  }

  func find(_ row: TableRow, mendsLeft: inout Int) -> Finding {
    guard isSuspicious(row) else { return .none }
    let before = score(row)
    guard before.misfits > 0 || (isTooLong(row) && before.weak > 1) else { return .none }
    mendsLeft -= 1
    guard mendsLeft >= 0 else { return before.misfits > 0 ? .doubtful : .none }
    let mends = candidates(row).map { (row: $0, score: score($0)) }.filter { $0.score.misfits == 0 }
    let best = mends.max { $0.score.total < $1.score.total }
    if let best, best.score.total >= before.total + 3, best.score.weak <= before.weak {
      let rivals = mends.filter { $0.score.total == best.score.total && $0.row.cells != best.row.cells }
      return rivals.isEmpty ? .mended(best.row) : .doubtful
    }
    return before.misfits > 0 ? .doubtful : .none
  }

  private func isTooLong(_ row: TableRow) -> Bool {
    layout.block != nil && row.cells.count > layout.width && row.cells[layout.width...].contains { !$0.isBlank }
      || (layout.block != nil && row.cells.count == layout.width + 1)
  }

  /// A quick look, so that sound rows cost little.
  private func isSuspicious(_ row: TableRow) -> Bool {
    if isTooLong(row) { return true }
    return telling.contains { Self.fit(row[$0.index], $0.field, quick: true, today) <= -3 }
  }

  private func score(_ row: TableRow) -> (total: Int, misfits: Int, weak: Int) {
    var (total, misfits, weak) = (0, 0, 0)
    // Where the number stands in its column, a second one elsewhere was written there and did not move.
    let hasNumber = layout.column(.idNumber).map { !IDNumber.candidates(in: row[$0].text).isEmpty } ?? false
    for column in telling {
      var fit = Self.fit(row[column.index], column.field, quick: false, today)
      if hasNumber, fit <= -3, !IDNumber.candidates(in: row[column.index].text).isEmpty { fit = -2 }
      total += fit
      if fit <= -3 { misfits += 1 }
      if fit < 0 { weak += 1 }
    }
    if row.cells.count > layout.width { total -= row.cells[max(0, layout.width)...].count { !$0.isBlank } }
    return (total, misfits, weak)
  }

  /// How well a cell fits its column: 3 unmistakably, 0 says nothing, -3 belongs elsewhere.
  static func fit(_ cell: Cell, _ field: ListField, quick: Bool, _ today: Day) -> Int {
    guard !cell.isBlank, !SkipWords.isDitto(cell.text) else { return 0 }
    let text = cell.text
    let digits = text.count { $0.isASCII && $0.isNumber }
    let holdsNumber = digits >= 15 && !IDNumber.candidates(in: text).isEmpty
    switch field {
    case .idNumber: return holdsNumber ? 3 : fitWithoutNumber(cell, digits)
    case .name:
      if ["男", "女"].contains(HeadingText(text).full) { return -3 }
      return digits >= 8 ? -3 : ColumnContent.isNameLike(HeadingText(text).unbracketed) ? 2 : digits > 3 ? -1 : 0
    case .sex: return Sex.read(text) != nil ? 2 : digits >= 6 ? -3 : text.count >= 2 && RowView.says(cell) ? -1 : 0
    case .phone:
      if holdsNumber { return -3 }
      if quick { return 0 }
      let reading = PhoneNumber.readAll(text)
      return reading.phones.isEmpty ? (reading.malformed ? (cell.kind == .date ? -3 : -2) : 0) : 2
    case .birthDate:
      if holdsNumber || isMobile(text) { return -3 }
      if quick { return 0 }
      return DateReading.read(text, today: today).isDay ? 2 : RowView.says(cell) ? -1 : 0
    case .building, .unit, .room, .floor, .address, .compound:
      if holdsNumber || isMobile(text) { return -3 }
      if quick || field != .address { return 0 }
      return HomeFragment.read(text).home?.room != nil ? 2 : digits == 0 ? -1 : 0
    case .idType, .relation: return holdsNumber || isMobile(text) ? -3 : digits > 3 ? -1 : 1
    default: return 0
    }
  }

  /// A phone or date in place of a number may be a slip of the hand; a name or sex there stands in the wrong column.
  private static func fitWithoutNumber(_ cell: Cell, _ digits: Int) -> Int {
    if digits > 0 { return cell.kind == .date || isMobile(cell.text) ? -2 : 1 }
    if Sex.read(cell.text) != nil { return -3 }
    return ColumnContent.isNameLike(cell.text) && !isWordForNone(cell.text) ? -2 : 0
  }

  private static func isMobile(_ text: String) -> Bool {
    text.count { $0.isASCII && $0.isNumber } == 11 && PhoneNumber.readAll(text).phones.first?.isMobile == true
  }

  /// 未办, 新生儿未上户: words in place of a number are no name.
  private static func isWordForNone(_ text: String) -> Bool {
    ["无", "未", "没", "新生", "不详", "暂", "待", "办理", "遗失", "丢失"].contains { text.contains($0) }
  }

  /// The row in other orders: two cells exchanged, cells joined where a comma parted them, cells moved by one.
  private func candidates(_ row: TableRow) -> [TableRow] {
    Array((exchanged(row) + (isTooLong(row) ? joined(row) : []) + moved(row)).prefix(Self.maximumOrders))
  }

  private func exchanged(_ row: TableRow) -> [TableRow] {
    let typed = telling.filter { [.name, .idNumber, .phone, .sex, .birthDate].contains($0.field) }.map(\.index)
    return typed.indices.flatMap { first in
      typed[(first + 1)...].map { second in
        var cells = row.cells + Array(repeating: .empty, count: max(0, layout.columns.count - row.cells.count))
        cells.swapAt(typed[first], second)
        return TableRow(number: row.number, cells: cells)
      }
    }
  }

  private func joined(_ row: TableRow) -> [TableRow] {
    let extra = row.cells.count - layout.width
    guard extra > 0, extra <= 3 else { return [] }
    return (0..<max(0, row.cells.count - extra)).filter { at in !row.cells[at...(at + extra)].contains(where: \.isBlank)
    }.map { at in
      var cells = row.cells
      let text = cells[at...(at + extra)].map(\.text).joined(separator: ",")
      cells.replaceSubrange(at...(at + extra), with: [Cell(text)])
      return TableRow(number: row.number, cells: cells)
    }
  }

  /// A cell was left out or put in: what stands between a blank and another place moves by one.
  private func moved(_ row: TableRow) -> [TableRow] {
    var cells = row.cells
    while cells.count < layout.width { cells.append(.empty) }
    let blanks = cells.indices.filter { cells[$0].isBlank }.prefix(12)
    return blanks.flatMap { blank in
      cells.indices.prefix(30).filter { $0 != blank }.map { place in
        var moved = cells
        moved.remove(at: blank)
        moved.insert(.empty, at: place)
        return TableRow(number: row.number, cells: moved)
      }
    }
  }
}

extension DateReading {
  var isDay: Bool {
    if case .day = self { return true }
    return false
  }
}
