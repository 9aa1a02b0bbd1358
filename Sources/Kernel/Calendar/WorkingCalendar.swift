import Catalogues
import Foundation

/// Which days are worked: Monday to Friday but for public holidays, and the weekends that are made up for them.
///
/// The State Council's office publishes each year's arrangement (regulation on public holidays, State Council order 795
/// of 2024 and its forerunners). A calendar knows the years whose table it holds and refuses every other.
package struct WorkingCalendar: Sendable {
  package enum Kind: String, Sendable {
    /// Free although perhaps a weekday.
    case off

    /// Worked although a Saturday or Sunday (调休).
    case work
  }

  /// A day that differs from the plain week, or a free weekend day inside a holiday.
  package struct Entry: Hashable, Sendable {
    package let day: Day
    /// Short, as people say it: 五一, 春节, 国庆.
    package let chinese: String
    package let english: String
    package let kind: Kind
    /// Number of the notice.
    package let document: String
  }

  /// The years for which there is an official table.
  package let years: Set<Int>
  private let entries: [Day: Entry]

  /// The calendar of these entries for the years whose 1 January is among them: each year's notice begins with it.
  package init(_ entries: [Entry]) {
    self.entries = Dictionary(entries.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
    years = Set(entries.map(\.day).filter { $0.month == 1 && $0.day == 1 }.map(\.year))
  }

  /// The tables that the program brings along (2020 to 2026), restricted to some years if wanted.
  ///
  /// - Throws: `CatalogueMissing`, `CalendarError.badLine`.
  package init(years: Set<Int>? = nil) throws {
    let calendar = try WorkingCalendar(csv: Catalogue.data("holidays.csv"))
    entries = calendar.entries
    self.years = years.map(calendar.years.intersection) ?? calendar.years
  }

  /// Reads a table with the columns date, chinese, english, kind (off or work), document, under a heading line.
  ///
  /// - Throws: `CalendarError.badLine`.
  package init(csv: Data) throws {
    let lines = String(decoding: csv, as: UTF8.self).split(whereSeparator: \.isNewline)
    self.init(
      try lines.enumerated().dropFirst().map { index, line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 5, let day = Day(cells[0]), let kind = Kind(rawValue: cells[3]) else {
          throw CalendarError.badLine(index + 1)
        }
        return Entry(day: day, chinese: cells[1], english: cells[2], kind: kind, document: cells[4])
      })
  }

  /// What the table says of a day; nil for the plain week and for years without a table.
  package func entry(for day: Day) -> Entry? {
    years.contains(day.year) ? entries[day] : nil
  }

  /// - Throws: `CalendarError.noTable` for a year without a table.
  package func isWorkingDay(_ day: Day) throws -> Bool {
    guard years.contains(day.year) else { throw CalendarError.noTable(day.year) }
    return entries[day].map { $0.kind == .work } ?? (day.weekday <= 5)
  }

  /// The first working day after this one.
  package func nextWorkingDay(after day: Day) throws -> Day {
    var next = day.adding(days: 1)
    while try !isWorkingDay(next) { next = next.adding(days: 1) }
    return next
  }

  /// The working days of a stretch of days, both ends included.
  package func workingDays(from first: Day, to last: Day) throws -> [Day] {
    guard first <= last else { return [] }
    return try (first.number...last.number).map(Day.init(number:)).filter(isWorkingDay)
  }

  /// Why a day is free, or worked although it is a weekend; nil for a plain working day and an unknown year.
  package func name(of day: Day) -> DayName? {
    guard years.contains(day.year) else { return nil }
    if let entry = entries[day] {
      return switch entry.kind {
      case .off: DayName(chinese: entry.chinese + "放假", english: entry.english + " holiday")
      case .work: DayName(chinese: entry.chinese + "调休上班", english: "made up for " + entry.english)
      }
    }
    return day.weekday > 5 ? DayName(chinese: "周末", english: "weekend") : nil
  }
}

/// A name of a day in both languages: 五一放假, Labour Day holiday.
package struct DayName: Hashable, Sendable {
  package let chinese: String
  package let english: String

  package init(chinese: String, english: String) {
    self.chinese = chinese
    self.english = english
  }
}
