import Kernel
import Testing

/// What must hold of every clock, tried on clocks that nobody thought of. A failure prints the seed that repeats it.
struct WorkingClockPropertyTests {
  private let setting: WorkingClock.Setting

  init() throws {
    setting = WorkingClock.Setting(calendar: try WorkingCalendar())
  }

  private func instant(_ dice: inout Dice, from: Int, days: Int) -> Instant {
    Instant(milliseconds: Int64(from) * 86_400_000 + Int64(dice.roll(0...days * 1440 - 1)) * 60_000)
  }

  /// A start between 2020 and 2024, so that no clock here leaves the years with tables.
  private func start(_ dice: inout Dice) -> Instant {
    instant(&dice, from: Day("2020-01-02")!.number, days: 1700)
  }

  private func limit(_ dice: inout Dice, like other: Limit? = nil) -> Limit {
    let days = Limit.workingDays(dice.roll(1...45))
    let minutes = Limit.workingMinutes(dice.roll(1...6000))
    let span = Limit.continuous(.minutes(Int64(dice.roll(1...60_000))))
    return switch other {
    case .workingDays: days
    case .workingMinutes: minutes
    case .continuous: span
    case nil: [days, minutes, span][dice.roll(0...2)]
    }
  }

  private func pauses(_ dice: inout Dice, after start: Instant, count: Int, open: Bool = true) -> [WorkingClock.Pause] {
    (0..<count).map { _ in
      let from = start + .minutes(Int64(dice.roll(-3000...60_000)))
      let isOpen = open && dice.roll(0...7) == 0
      return WorkingClock.Pause(start: from, end: isOpen ? nil : from + .minutes(Int64(dice.roll(0...10_000))))
    }
  }

  private func face(
    _ start: Instant, _ limit: Limit, _ pauses: [WorkingClock.Pause] = [], _ extensions: [Limit] = [], now: Instant
  ) throws -> WorkingClock.Face {
    try WorkingClock(start: start, limit: limit, pauses: pauses, extensions: extensions).face(now: now, in: setting)
  }

  @Test func `working days agree with chinesecalendar`() throws {
    var dice = Dice()
    let cases = (0..<300).map { _ in (start(&dice), dice.roll(1...60)) }
    let script = """
      import sys, datetime, chinese_calendar
      for line in sys.stdin:
          day, count = line.split()
          day, count = datetime.date.fromisoformat(day), int(count)
          while count:
              day += datetime.timedelta(1)
              count -= chinese_calendar.is_workday(day)
          print(day.isoformat())
      """
    let answers = try Oracle.lines(script, input: cases.map { "\(Zone.shanghai.day(of: $0.0).iso) \($0.1)" })
    #expect(answers.count == cases.count)
    for ((start, count), answer) in zip(cases, answers) {
      let due = try #require(try face(start, .workingDays(count), now: start).dueAt)
      #expect(due.rfc3339(in: .shanghai) == "\(answer)T18:00:00+08:00", "\(dice)")
    }
  }

  @Test func `pausing never brings a due date forward`() throws {
    var dice = Dice()
    for _ in 0..<400 {
      let start = start(&dice), limit = limit(&dice)
      let some = pauses(&dice, after: start, count: dice.roll(0...3), open: false)
      let more = some + pauses(&dice, after: start, count: 1)
      let before = try #require(try face(start, limit, some, now: start).dueAt)
      let after = try face(start, limit, more, now: start).dueAt
      #expect(after.map { $0 >= before } ?? true, "\(dice)")
    }
  }

  @Test func `an extension adds exactly what was granted`() throws {
    var dice = Dice()
    for _ in 0..<400 {
      let start = start(&dice), limit = limit(&dice)
      let more = self.limit(&dice, like: limit)
      let stops = pauses(&dice, after: start, count: dice.roll(0...3))
      let now = start + .minutes(Int64(dice.roll(0...100_000)))
      let extended = try face(start, limit, stops, [more], now: now)
      let longer = try face(start, limit.with(amount: limit.amount + more.amount), stops, now: now)
      #expect(extended == longer, "\(dice)")
    }
  }

  @Test func `the order of facts, and a pause written as two, change nothing`() throws {
    var dice = Dice()
    for _ in 0..<400 {
      let start = start(&dice), limit = limit(&dice)
      let stops = pauses(&dice, after: start, count: dice.roll(1...4))
      let now = start + .minutes(Int64(dice.roll(0...100_000)))
      let split = stops.flatMap { stop in
        let middle = stop.start + .minutes(Int64(dice.roll(0...500)))
        guard stop.end.map({ middle < $0 }) ?? true else { return [stop] }
        return [WorkingClock.Pause(start: middle, end: stop.end), WorkingClock.Pause(start: stop.start, end: middle)]
      }
      let shown = try face(start, limit, stops, now: now)
      #expect(try face(start, limit, split.shuffled(using: &dice), now: now) == shown, "\(dice)")
      #expect(try face(start, limit, stops, now: now) == shown, "\(dice)")
    }
  }

  @Test func `a clock of working time is due while the office is open on a working day, and not in a pause`() throws {
    var dice = Dice()
    for _ in 0..<400 {
      let start = start(&dice), limit = limit(&dice)
      if case .continuous = limit { continue }
      let stops = pauses(&dice, after: start, count: dice.roll(0...4))
      guard let due = try face(start, limit, stops, now: start).dueAt else { continue }
      let day = Zone.shanghai.day(of: due)
      #expect(try setting.calendar.isWorkingDay(day), "\(dice)")
      let minute = Zone.shanghai.minuteOfDay(of: due)
      #expect(setting.hours.slots.contains { $0.start < minute && minute <= $0.end }, "\(dice)")
      let moment = due.adding(milliseconds: -1)
      #expect(!stops.contains { $0.start <= moment && $0.end.map { moment < $0 } ?? true }, "\(dice)")
    }
  }

  @Test func `used and left make the whole, and used only grows`() throws {
    var dice = Dice()
    for _ in 0..<200 {
      let start = start(&dice), limit = limit(&dice)
      let stops = pauses(&dice, after: start, count: dice.roll(0...3))
      var last: Int64 = 0
      var now = start
      for _ in 0..<12 {
        now = now + .minutes(Int64(dice.roll(0...9000)))
        let shown = try face(start, limit, stops, now: now)
        #expect(shown.used.amount + shown.remaining.amount == limit.amount, "\(dice)")
        #expect(shown.used.amount >= last && (0...1).contains(shown.share), "\(dice)")
        if shown.overdue { #expect(shown.remaining.amount == 0, "\(dice)") }
        last = shown.used.amount
      }
    }
  }

  @Test func `the boxes are the clock: as many as the limit, none twice, in order`() throws {
    var dice = Dice()
    for _ in 0..<300 {
      let start = start(&dice), count = dice.roll(1...30)
      let stops = pauses(&dice, after: start, count: dice.roll(0...3))
      let now = start + .minutes(Int64(dice.roll(0...60_000)))
      let shown = try face(start, .workingDays(count), stops, now: now)
      let counted = shown.days.filter { $0.state != .paused }
      #expect(shown.dueAt == nil || counted.count == count, "\(dice)")
      #expect(shown.used.amount == Int64(counted.filter { $0.state == .used }.count), "\(dice)")
      #expect(zip(shown.days, shown.days.dropFirst()).allSatisfy { $0.day < $1.day }, "\(dice)")
      #expect(shown.days.filter { $0.state == .now }.count <= 1, "\(dice)")
      #expect(shown.days.last?.isLast == (shown.dueAt != nil) || shown.days.isEmpty, "\(dice)")
      let free = shown.days.compactMap(\.gap).reduce(0) { $0 + $1.count }
      if let last = shown.days.last {
        #expect(last.day.number - Zone.shanghai.day(of: start).number == shown.days.count + free, "\(dice)")
      }
    }
  }

  @Test func `office minutes agree with a clock that counts minute by minute`() throws {
    var dice = Dice()
    for _ in 0..<40 {
      let start = start(&dice), count = dice.roll(1...1500)
      let stops = pauses(&dice, after: start, count: dice.roll(0...4), open: false)
      var minute = start, left = count
      while left > 0 {
        let time = Zone.shanghai.minuteOfDay(of: minute)
        let open = setting.hours.slots.contains { $0.start <= time && time < $0.end }
        let paused = stops.contains { $0.start <= minute && minute < $0.end! }
        if open, !paused, try setting.calendar.isWorkingDay(Zone.shanghai.day(of: minute)) { left -= 1 }
        minute = minute + .minutes(1)
      }
      #expect(try face(start, .workingMinutes(count), stops, now: start).dueAt == minute, "\(dice)")
    }
  }
}
