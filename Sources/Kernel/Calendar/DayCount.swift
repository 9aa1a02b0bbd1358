/// A clock by working days, counted day by day from the day after its start.
struct DayCount {
  private(set) var due: Instant?
  private(set) var used: Int64 = 0
  private(set) var boxes: [CountableDay] = []

  private let setting: WorkingClock.Setting
  private let stops: Stretches
  private let now: Instant

  init(clock: WorkingClock, stops: Stretches, setting: WorkingClock.Setting, now: Instant) throws {
    self.setting = setting
    self.stops = stops
    self.now = now
    // Beyond the day on which an endless pause begins nothing is counted any more; today is still shown.
    let last = stops.endless.map { max(setting.zone.day(of: $0), setting.zone.day(of: now)) }
    var before = setting.zone.day(of: clock.start)
    var counted: Int64 = 0
    while due == nil {
      guard let day = try next(after: before), last.map({ day <= $0 }) ?? true else { break }
      let close = setting.hours.close(of: day, in: setting.zone)
      let isPaused = setting.hours.stretches(on: day, in: setting.zone).contains { stops.touch($0) }
      if !isPaused {
        counted += 1
        if now >= close { used += 1 }
        if counted == clock.total.amount { due = close }
      }
      boxes.append(box(day, isPaused: isPaused, isLast: due != nil, after: before))
      before = day
    }
  }

  /// The next working day. Days that an endless pause has swallowed anyway need no table of holidays: nil where it ends.
  private func next(after day: Day) throws -> Day? {
    do {
      return try setting.calendar.nextWorkingDay(after: day)
    } catch {
      guard let pause = stops.endless, setting.zone.day(of: pause) <= day else { throw error }
      return nil
    }
  }

  private func box(_ day: Day, isPaused: Bool, isLast: Bool, after before: Day) -> CountableDay {
    let today = setting.zone.day(of: now)
    let state: CountableDay.State =
      if isPaused { .paused } else if now >= setting.hours.close(of: day, in: setting.zone) {
        .used
      } else if day == today {
        .now
      } else { isLast ? .last : .left }
    return CountableDay(day: day, state: state, isLast: isLast, gap: gap(between: before, and: day))
  }

  private func gap(between before: Day, and day: Day) -> CountableDay.Gap? {
    let free = (before.number + 1..<day.number).map(Day.init(number:))
    guard let first = free.first else { return nil }
    let holiday = free.first { setting.calendar.entry(for: $0) != nil } ?? first
    guard let name = setting.calendar.name(of: holiday) else { return nil }
    return CountableDay.Gap(first: first, count: free.count, name: name)
  }
}
