/// A calendar date of the proleptic Gregorian calendar (ISO 8601), years 1 to 9999, without time or zone.
package struct Day: Hashable, Sendable {
  /// Days since 1970-01-01; the databases and other rules may count with it.
  package let number: Int

  package init(number: Int) {
    self.number = number
  }

  /// The date, if the calendar has it (no 30 February).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    number = Day.number(year: year, month: month, day: day)
  }

  /// Reads `2026-11-24` and nothing else; lists with freer spellings go through `DateReading`.
  package init?(_ iso: String) {
    let bytes = Array(iso.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimal(bytes[..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8...])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  /// `2026-11-24`.
  package var iso: String {
    var text = DigitText(capacity: 10)
    text.append(self)
    return text.string
  }

  /// 1 is Monday, 7 Sunday (ISO 8601). 1970-01-01 was a Thursday.
  package var weekday: Int {
    let shifted = (number + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The date so many days later; negative goes back.
  package func adding(days: Int) -> Day { Day(number: min(max(number + days, Self.first), Self.last)) }

  /// 0001-01-01 and 9999-12-31: what ISO 8601 writes with four digits. Reckoning stops there.
  private static let first = -719_162
  private static let last = 2_932_896

  /// Age in completed years on another day, counted from the birthday itself; someone born on 29 February completes a
  /// year on 1 March where the year has no such day. Where a law counts otherwise its own rule must say so.
  package func completedYears(on today: Day) -> Int {
    let birthdayPassed = (today.month, today.day) >= (month, day)
    return today.year - year - (birthdayPassed ? 0 : 1)
  }

  /// Days of a month, 28 to 31.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  package var description: String { iso }
}

extension Day: Comparable {
  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an ISO date"))
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}

/// The reckoning between dates and day numbers. Years are counted from 1 March so that the leap day comes last; 400
/// Gregorian years have 146,097 days, and 719,468 days lie between 0000-03-01 and 1970-01-01.
extension Day {
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let years = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
  }

  var civil: (year: Int, month: Int, day: Int) {
    let days = number + 719_468
    let era = days >= 0 ? days / 146_097 : (days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }
}
