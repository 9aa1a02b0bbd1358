import Foundation
import Kernel
import Testing

struct WorkingCalendarTests {
  @Test func `every day from 2020 to 2026 agrees with chinesecalendar`() throws {
    let calendar = try WorkingCalendar()
    let script = """
      import datetime, chinese_calendar
      day = datetime.date(2020, 1, 1)
      while day.year < 2027:
          print(day.isoformat(), 'work' if chinese_calendar.is_workday(day) else 'off')
          day += datetime.timedelta(1)
      """
    let answers = try Oracle.lines(script)
    #expect(answers.count == 2557)
    for answer in answers {
      let day = try #require(Day(String(answer.prefix(10))))
      #expect(try calendar.isWorkingDay(day) == answer.hasSuffix("work"), "\(answer)")
    }
  }

  @Test func `a year without an official table is refused in words`() throws {
    let calendar = try WorkingCalendar()
    #expect(calendar.years == Set(2020...2026))
    let error = #expect(throws: CalendarError.self) { try calendar.isWorkingDay(Day("2027-01-04")!) }
    #expect(error == .noTable(2027))
    #expect(error?.chinese.contains("2027年") == true && error?.english.contains("2027") == true)
    #expect(throws: CalendarError.noTable(2019)) { try calendar.nextWorkingDay(after: Day("2019-12-30")!) }
    #expect(throws: CalendarError.noTable(2027)) { try calendar.nextWorkingDay(after: Day("2026-12-31")!) }
    #expect(throws: CalendarError.noTable(2025)) {
      try WorkingCalendar(years: [2026]).isWorkingDay(Day("2025-06-03")!)
    }
  }

  @Test(arguments: [
    ("2026-05-02", "五一放假"), ("2026-05-09", "五一调休上班"), ("2026-02-17", "春节放假"), ("2026-05-16", "周末"),
    ("2020-01-31", "春节放假"),
    ("2022-12-31", "元旦放假"), ("2025-10-06", "国庆中秋放假"),
  ])
  func `days have the names that people use`(iso: String, name: String) throws {
    #expect(try WorkingCalendar().name(of: Day(iso)!)?.chinese == name)
  }

  @Test func `a plain working day has no name, nor has a day of an unknown year`() throws {
    let calendar = try WorkingCalendar()
    #expect(calendar.name(of: Day("2026-05-06")!) == nil)
    #expect(calendar.name(of: Day("2027-05-01")!) == nil)
    #expect(calendar.entry(for: Day("2026-05-01")!)?.document == "国办发明电〔2025〕7号")
  }

  @Test func `working days of a stretch are listed, both ends included`() throws {
    let calendar = try WorkingCalendar()
    let days = try calendar.workingDays(from: Day("2026-04-30")!, to: Day("2026-05-09")!)
    #expect(days.map(\.iso) == ["2026-04-30", "2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09"])
    #expect(try calendar.workingDays(from: Day("2026-05-09")!, to: Day("2026-05-08")!).isEmpty)
  }

  @Test func `a broken table is refused with its line`() {
    for line in ["2026-02-30,春节,Spring Festival,off,x", "2026-01-01,元旦,New Year,free,x", "2026-01-01,元旦"] {
      #expect(throws: CalendarError.badLine(2)) {
        try WorkingCalendar(csv: Data("date,chinese,english,kind,document\n\(line)\n".utf8))
      }
    }
  }

  @Test func `office hours must be hours`() throws {
    #expect(throws: CalendarError.badOfficeHours) { try OfficeHours([]) }
    #expect(throws: CalendarError.badOfficeHours) { try OfficeHours([.init(start: 600, end: 600)]) }
    #expect(throws: CalendarError.badOfficeHours) {
      try OfficeHours([.init(start: 600, end: 700), .init(start: 690, end: 800)])
    }
    #expect(throws: CalendarError.badOfficeHours) { try OfficeHours([.init(start: 600, end: 1441)]) }
    let coded = try JSONDecoder().decode(OfficeHours.self, from: JSONEncoder().encode(OfficeHours.usual))
    #expect(coded == .usual)
  }
}
