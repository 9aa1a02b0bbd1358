/// A clock by office minutes: it runs while the office is open and no pause lasts.
struct OfficeRun {
  private(set) var due: Instant?
  private(set) var usedMinutes: Int64 = 0

  init(clock: WorkingClock, stops: Stretches, setting: WorkingClock.Setting, now: Instant) throws {
    let limit = Span.minutes(clock.total.amount)
    var run = Span.zero
    var used = Span.zero
    var day = setting.zone.day(of: clock.start)
    let lastDay = stops.endless.map { setting.zone.day(of: $0) }
    while due == nil, lastDay.map({ day <= $0 }) ?? true {
      if try setting.calendar.isWorkingDay(day) {
        let running = Self.running(on: day, since: clock.start, stops: stops, setting: setting)
        due = Stretches.point(after: limit - run, in: running)
        run = run + Stretches.length(of: running, until: .endOfTime)
        used = used + Stretches.length(of: running, until: now)
      }
      day = day.adding(days: 1)
    }
    usedMinutes = due.map { now >= $0 } == true ? clock.total.amount : used.minutes
  }

  private static func running(
    on day: Day, since start: Instant, stops: Stretches, setting: WorkingClock.Setting
  ) -> [Range<Instant>] {
    setting.hours.stretches(on: day, in: setting.zone).filter { $0.upperBound > start }
      .map { max($0.lowerBound, start)..<$0.upperBound }.flatMap(stops.gaps(in:))
  }
}
