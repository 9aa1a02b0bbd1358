import Kernel
import TestSupport
import Testing

@testable import Work

struct DeadlineTests {
  private let setting: WorkingClock.Setting
  private let catalogue: WindowCatalogue
  init() throws {
    setting = WorkingClock.Setting(calendar: try CalendarRule.delivered().calendar)
    catalogue = try WindowCatalogue.delivered()
  }

  private func at(_ day: String, _ hour: Int, _ minute: Int = 0) -> Instant {
    Zone.shanghai.instant(of: Day(day)!, hour: hour, minute: minute)
  }
  private func due(_ code: String, _ acceptedAt: Instant) throws -> Instant {
    try OrderClock(item: #require(catalogue.item(code)), acceptedAt: acceptedAt).dueAt(in: setting)
  }

  @Test func `what is done the same day is due when the office closes`() throws {
    #expect(try due("W080101", at("2026-11-24", 10)) == at("2026-11-24", 18))
    #expect(try due("W080101", at("2026-11-24", 18, 1)) == at("2026-11-25", 18))
    // Saturday, before a plain Monday.
    #expect(try due("W080101", at("2026-11-28", 10)) == at("2026-11-30", 18))
  }

  @Test func `a promise counts from the next working day, over 五一 and its make-up days`() throws {
    // 2022: 24 April and 7 May were worked, 30 April to 4 May free.
    #expect(try due("W020201", at("2022-04-22", 10)) == at("2022-05-09", 18))
  }

  @Test func `a year without its official table is refused, never guessed`() throws {
    #expect(throws: CalendarError.noTable(2027)) { try due("W020101", at("2026-12-20", 10)) }
  }

  @Test(arguments: [
    ("2026-12-08", 9, Urgency.Light.soon, "order.due.beforeClosing"), ("2026-12-08", 17, .soon, "order.due.minutes"),
    ("2026-12-08", 19, .late, "order.due.overdueHours"), ("2026-12-09", 9, .late, "order.due.overdueDays"),
    ("2026-12-07", 9, .soon, "order.due.tomorrow"), ("2026-11-25", 9, .normal, "order.due.workingDays"),
    ("2026-12-05", 9, .soon, "order.due.workingDays"),
  ])
  func `the light and the reason for it`(day: String, hour: Int, light: Urgency.Light, reason: String) throws {
    let item = try #require(catalogue.item("W020201"))
    let clock = OrderClock(item: item, acceptedAt: at("2026-11-24", 10))
    let now = hour == 17 ? at(day, 17, 30) : at(day, hour)
    let face = try #require(try clock.face(now: now, in: setting))
    let urgency = Urgency(
      dueAt: try clock.dueAt(in: setting), closedAt: nil, share: Int(face.share * 100),
      remaining: face.remaining.amount,
      lights: TrafficLights(), now: now, in: setting)
    #expect(urgency.light == light)
    #expect(urgency.reason.key == reason)
  }
}
