/// What a cell of a date column says, whatever legible spelling it has.
package enum DateReading: Hashable, Sendable {
  /// Blank or an empty mark.
  case empty
  case day(Day)

  /// Year and month alone: no date, but no fault either.
  case month(year: Int, month: Int)
  case unreadable

  /// Reads a cell.
  ///
  /// - Parameters:
  ///   - cell: the text; a spreadsheet's number cell as its digits.
  ///   - idBirth: the birth date of a sound ID number beside it, whose century a two-digit year takes.
  ///   - today: without one a two-digit year is the latest that is not in the future.
  ///   - system1904: serial numbers count from 1904, as workbooks made on old Macs do.
  package static func read(
    _ cell: String, century idBirth: Day? = nil, today: Day, system1904: Bool = false
  ) -> DateReading {
    let cell = CellText(cell)
    if cell.isEmptyMark { return .empty }
    let reader = DateCell(cell.text, idBirth: idBirth, today: today, system1904: system1904)
    return reader.serial ?? reader.joined ?? reader.parted ?? .unreadable
  }

  /// The day for a spreadsheet's serial number, cut to whole days; nil if it is out of range (years 1900 to 2199) or the
  /// 29 February 1900 that the 1900 system counts although it never was (ECMA-376 part 1, 18.17.4.1).
  package static func day(serial: Double, system1904: Bool = false) -> Day? {
    guard serial >= 0, serial < 110_000 else { return nil }
    let whole = Int(serial.rounded(.down))
    if system1904 { return Day(number: -24_107 + whole) }
    switch whole {
    case 0, 60: return nil
    case ..<60: return Day(number: -25_568 + whole)
    default: return Day(number: -25_569 + whole)
    }
  }
}
