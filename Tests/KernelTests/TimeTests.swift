import Foundation
import Kernel
import Testing

struct TimeTests {
  @Test func `days agree with Python over ten thousand years`() throws {
    var dice = Dice()
    let numbers = (0..<3000).map { _ in dice.roll(-719_162...2_932_896) } + [-719_162, 2_932_896, 0, -1]
    let script = """
      import sys, datetime
      for line in sys.stdin:
          day = datetime.date.fromordinal(int(line) + datetime.date(1970, 1, 1).toordinal())
          print(day.isoformat(), day.isoweekday())
      """
    let answers = try Oracle.lines(script, input: numbers.map(String.init))
    #expect(answers.count == numbers.count)
    for (number, answer) in zip(numbers, answers) {
      let day = Day(number: number)
      #expect("\(day.iso) \(day.weekday)" == answer, "\(dice)")
      #expect(Day(day.iso) == day)
      #expect(Day(year: day.year, month: day.month, day: day.day) == day)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "2026-04-31", "2026/04/01", "", "1900-02-29",
  ])
  func `no day`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `an instant falls on the day that the wall calendar in Shanghai shows`() throws {
    let lateEvening = try #require(Instant(rfc3339: "2026-04-30T15:59:59.999Z"))
    #expect(Zone.shanghai.day(of: lateEvening).iso == "2026-04-30")
    #expect(Zone.shanghai.day(of: lateEvening.adding(milliseconds: 1)).iso == "2026-05-01")
    let day = try #require(Day("2026-05-06"))
    #expect(Zone.shanghai.instant(of: day, hour: 8, minute: 30).rfc3339(in: .shanghai) == "2026-05-06T08:30:00+08:00")
    #expect(Zone.shanghai.minuteOfDay(of: Zone.shanghai.instant(of: day, hour: 8, minute: 30)) == 510)
    #expect(Zone.shanghai.day(of: Instant(milliseconds: -8 * 3_600_000 - 1)).iso == "1969-12-31")
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T08:00:00+08:00", 0), ("1970-01-01t00:00:00.5z", 500),
    ("1969-12-31T23:59:59.999Z", -1), ("2026-11-24 09:30:00.1239-05:30", 1_795_532_400_123),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
  ])
  func `RFC 3339 text is read`(text: String, milliseconds: Int64) {
    #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2026-11-24T09:30:00", "2026-11-24", "2026-11-24T24:00:00Z", "2026-11-24T09:60:00Z", "2026-02-30T09:00:00Z",
    "2026-11-24T09:30:00.Z", "2026-11-24T09:30:00+8", "2026-11-24T09:30:00+25:00", "2026-11-24T09:30Z",
  ])
  func `a time that is none, or of unknown zone, is refused`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `instants are written and read back to the millisecond`() {
    var dice = Dice()
    for _ in 0..<2000 {
      let instant = Instant(milliseconds: Int64(dice.roll(-4_000_000_000_000...9_000_000_000_000)))
      let zone = Zone(offsetMinutes: dice.roll(-840...840))
      #expect(Instant(rfc3339: instant.rfc3339(in: zone)) == instant, "\(dice)")
    }
  }

  @Test func `a year of age is completed on the birthday, on 1 March where there is no 29 February`() throws {
    let born = try #require(Day("1944-05-12"))
    #expect(born.completedYears(on: try #require(Day("2026-05-11"))) == 81)
    #expect(born.completedYears(on: try #require(Day("2026-05-12"))) == 82)
    let leap = try #require(Day("2008-02-29"))
    #expect(leap.completedYears(on: try #require(Day("2026-02-28"))) == 17)
    #expect(leap.completedYears(on: try #require(Day("2026-03-01"))) == 18)
  }
}
