import Foundation
import Kernel
import Testing

struct WorkingClockTests {
  private let setting: WorkingClock.Setting

  init() throws {
    setting = WorkingClock.Setting(calendar: try WorkingCalendar())
  }

  private func at(_ text: String) -> Instant {
    Instant(rfc3339: text.replacing(" ", with: "T") + ":00+08:00")!
  }

  private func due(
    _ start: String, _ limit: Limit, pauses: [(String, String?)] = [], extensions: [Limit] = []
  ) throws -> String? {
    try face(start, limit, pauses: pauses, extensions: extensions, now: start).dueAt?.rfc3339(in: .shanghai)
  }

  private func face(
    _ start: String, _ limit: Limit, pauses: [(String, String?)] = [], extensions: [Limit] = [], now: String
  ) throws -> WorkingClock.Face {
    let stops = pauses.map { WorkingClock.Pause(start: at($0.0), end: $0.1.map(at)) }
    return try WorkingClock(start: at(start), limit: limit, pauses: stops, extensions: extensions)
      .face(now: at(now), in: setting)
  }

  @Test func `five working days over 五一 end after the holiday and count the made-up Saturday`() throws {
    #expect(try due("2026-04-30 09:00", .workingDays(5)) == "2026-05-11T18:00:00+08:00")
    let face = try face("2026-04-30 09:00", .workingDays(5), now: "2026-05-07 10:00")
    #expect(face.days.map(\.day.iso) == ["2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09", "2026-05-11"])
    #expect(face.days.map(\.state) == [.used, .now, .left, .left, .last])
    #expect(face.days.first?.gap?.name.chinese == "五一放假")
    #expect(face.days.first?.gap?.count == 5)
    #expect(face.days.last?.gap?.name.chinese == "周末")
    #expect(face.used == .workingDays(1) && face.remaining == .workingDays(4))
    #expect(face.share == 0.2 && !face.overdue && !face.paused)
  }

  @Test func `the day of acceptance never counts, whatever its hour, nor does a weekend`() throws {
    for start in ["2026-05-11 00:00", "2026-05-11 17:59", "2026-05-11 23:59"] {
      #expect(try due(start, .workingDays(1)) == "2026-05-12T18:00:00+08:00")
    }
    #expect(try due("2026-05-16 10:00", .workingDays(1)) == "2026-05-18T18:00:00+08:00")
  }

  @Test func `on its last day a clock runs until the office closes`() throws {
    let last = try face("2026-05-11 09:00", .workingDays(1), now: "2026-05-12 18:00")
    #expect(!last.overdue && last.used == .workingDays(1))
    let late = try face("2026-05-11 09:00", .workingDays(1), now: "2026-05-12 18:01")
    #expect(late.overdue && late.remaining == .workingDays(0) && late.days.map(\.state) == [.used])
    let now = try face("2026-05-11 09:00", .workingDays(1), now: "2026-05-12 17:00")
    #expect(now.days.map(\.state) == [.now] && now.days[0].isLast)
  }

  @Test func `a pause within office hours costs its working days, one at night costs none`() throws {
    let plain = try due("2026-05-11 09:00", .workingDays(3))
    #expect(plain == "2026-05-14T18:00:00+08:00")
    let pauses: [(String, String?)] = [("2026-05-12 17:00", "2026-05-13 09:00")]
    #expect(try due("2026-05-11 09:00", .workingDays(3), pauses: pauses) == "2026-05-18T18:00:00+08:00")
    #expect(try due("2026-05-11 09:00", .workingDays(3), pauses: [("2026-05-12 18:00", "2026-05-13 08:30")]) == plain)
    #expect(try due("2026-05-11 09:00", .workingDays(3), pauses: [("2026-05-12 12:00", "2026-05-12 14:30")]) == plain)
    let face = try face("2026-05-11 09:00", .workingDays(3), pauses: pauses, now: "2026-05-14 10:00")
    #expect(face.days.map(\.state) == [.paused, .paused, .now, .left, .last])
  }

  @Test func `a pause without end leaves the due date open, and shows it`() throws {
    let face = try face(
      "2026-05-11 09:00", .workingDays(3), pauses: [("2026-05-13 10:00", nil)], now: "2026-05-15 10:00")
    #expect(face.dueAt == nil && face.paused && !face.overdue)
    #expect(face.days.map(\.state) == [.used, .paused, .paused, .paused])
    #expect(face.remaining == .workingDays(2))
    let after = try self.face(
      "2026-05-11 09:00", .workingDays(1), pauses: [("2026-05-13 10:00", nil)], now: "2026-05-15 10:00")
    #expect(after.overdue, "a pause that begins after the due date heals nothing")
  }

  @Test func `a pause with a planned end resumes by itself`() throws {
    let pauses: [(String, String?)] = [("2026-05-12 08:00", "2026-05-14 00:00")]
    let during = try face("2026-05-11 09:00", .workingDays(1), pauses: pauses, now: "2026-05-12 10:00")
    #expect(during.paused && during.dueAt == at("2026-05-14 18:00"))
    let after = try face("2026-05-11 09:00", .workingDays(1), pauses: pauses, now: "2026-05-14 10:00")
    #expect(!after.paused && after.dueAt == during.dueAt)
  }

  @Test func `working hours run in office slots only`() throws {
    #expect(try due("2026-05-11 11:00", .workingMinutes(120)) == "2026-05-11T15:30:00+08:00")
    #expect(try due("2026-05-15 17:00", .workingMinutes(120)) == "2026-05-18T09:30:00+08:00")
    #expect(try due("2026-05-16 03:00", .workingMinutes(210)) == "2026-05-18T12:00:00+08:00")
    let pauses: [(String, String?)] = [("2026-05-11 11:30", "2026-05-11 15:00")]
    #expect(try due("2026-05-11 11:00", .workingMinutes(120), pauses: pauses) == "2026-05-11T16:30:00+08:00")
    let face = try face("2026-05-11 11:00", .workingMinutes(120), now: "2026-05-11 13:00")
    #expect(face.used == .workingMinutes(60) && face.share == 0.5 && face.days.isEmpty)
    let open = try self.face(
      "2026-05-11 11:00", .workingMinutes(120), pauses: [("2026-05-11 11:30", nil)], now: "2026-05-20 13:00")
    #expect(open.dueAt == nil && open.used == .workingMinutes(30))
  }

  @Test func `a continuous clock runs day and night`() throws {
    #expect(try due("2026-05-01 23:00", .continuous(.hours(2))) == "2026-05-02T01:00:00+08:00")
    let pauses: [(String, String?)] = [("2026-05-01 23:30", "2026-05-02 07:00")]
    #expect(try due("2026-05-01 23:00", .continuous(.hours(2)), pauses: pauses) == "2026-05-02T08:30:00+08:00")
    #expect(
      try due("2026-05-01 23:00", .continuous(.hours(2)), extensions: [.continuous(.hours(1))])
        == "2026-05-02T02:00:00+08:00")
    // No table of holidays is needed.
    #expect(try due("2031-05-01 23:00", .continuous(.hours(2))) == "2031-05-02T01:00:00+08:00")
  }

  @Test func `a clock that runs into a year without table is refused in words`() {
    #expect(throws: CalendarError.noTable(2027)) { try due("2026-12-30 09:00", .workingDays(5)) }
    #expect(throws: CalendarError.noTable(2027)) { try due("2026-12-31 09:00", .workingMinutes(6000)) }
  }

  @Test func `a clock that stands still needs no table for the days it stands still on`() throws {
    let face = try face(
      "2026-12-28 09:00", .workingDays(5), pauses: [("2026-12-30 10:00", nil)], now: "2027-02-01 09:00")
    #expect(face.paused && face.dueAt == nil && face.used == .workingDays(1))
    #expect(face.days.map(\.state) == [.used, .paused, .paused])
  }

  @Test func `limits of nothing and unlike extensions are refused`() {
    #expect(throws: CalendarError.badLimit) { try due("2026-05-11 09:00", .workingDays(0)) }
    #expect(throws: CalendarError.badLimit) { try due("2026-05-11 09:00", .workingMinutes(-1)) }
    #expect(throws: CalendarError.badLimit) {
      try due("2026-05-11 09:00", .workingDays(3), extensions: [.workingMinutes(60)])
    }
    #expect(throws: CalendarError.badLimit) {
      try due("2026-05-11 09:00", .workingDays(3), extensions: [.workingDays(0)])
    }
  }

  @Test func `limits are kept with their unit`() throws {
    let limits: [Limit] = [.workingDays(20), .workingMinutes(90), .continuous(.hours(2))]
    #expect(try JSONDecoder().decode([Limit].self, from: JSONEncoder().encode(limits)) == limits)
    #expect(try String(decoding: JSONEncoder().encode(limits[0]), as: UTF8.self) == #"{"workingDays":20}"#)
  }
}
