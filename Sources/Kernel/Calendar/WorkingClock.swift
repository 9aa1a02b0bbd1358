/// A clock that runs on a limit: a pure function of facts, recomputed whenever somebody looks.
///
/// Nothing of it is stored but the facts: when it started, the limit, pauses, granted extensions. So a pause that is
/// recorded late, a corrected start or a new holiday table changes every answer at once, and nothing drifts.
///
/// **Pauses.** A clock by working days counts whole days only: a working day on which it stood still during any part of
/// office time is paused, not used, so that a pause never takes time from anybody. A pause outside office hours costs no
/// day. Clocks by minutes stand still exactly as long as the pause lasts. A pause may have a planned end that lies
/// ahead; one without an end leaves the due date open.
package struct WorkingClock: Hashable, Sendable {
  package struct Pause: Hashable, Sendable, Codable {
    package let start: Instant
    /// Not included; nil while it lasts and nobody knows how long.
    package let end: Instant?

    package init(start: Instant, end: Instant?) {
      self.start = start
      self.end = end
    }
  }

  package let start: Instant
  package let limit: Limit
  package let pauses: [Pause]
  /// What was granted on top of the limit, each of the limit's kind.
  package let extensions: [Limit]

  /// - Throws: `CalendarError.badLimit` for nothing or less, or an extension of another kind.
  package init(start: Instant, limit: Limit, pauses: [Pause] = [], extensions: [Limit] = []) throws {
    guard limit.amount > 0, extensions.allSatisfy({ $0.isLike(limit) && $0.amount > 0 }) else {
      throw CalendarError.badLimit
    }
    self.start = start
    self.limit = limit
    self.pauses = pauses
    self.extensions = extensions
  }

  /// Limit and extensions together.
  package var total: Limit {
    limit.with(amount: extensions.reduce(limit.amount) { $0 + $1.amount })
  }

  /// What the clock shows.
  package struct Face: Hashable, Sendable {
    /// The last instant in time; nil while a pause without end stands before it.
    package var dueAt: Instant?
    /// In the limit's unit; never more than the total.
    package var used: Limit
    /// What is left; nothing once overdue.
    package var remaining: Limit
    /// Standing still now.
    package var paused: Bool
    /// `dueAt` is past.
    package var overdue: Bool
    /// Used of total, 0 to 1: what the traffic light goes by.
    package var share: Double
    /// Clocks by working days only: a box for each.
    package var days: [CountableDay]
  }

  /// Where and by which rules the clock runs.
  package struct Setting: Sendable {
    package let calendar: WorkingCalendar
    package let hours: OfficeHours
    package let zone: Zone

    package init(calendar: WorkingCalendar, hours: OfficeHours = .usual, zone: Zone = .shanghai) {
      self.calendar = calendar
      self.hours = hours
      self.zone = zone
    }
  }

  /// Reads the clock.
  ///
  /// - Throws: `CalendarError.noTable` if it runs into a year without an official table of holidays.
  package func face(now: Instant, in setting: Setting) throws -> Face {
    let stops = Stretches(stops: pauses.map { $0.start..<($0.end ?? .endOfTime) }.filter { $0.upperBound > start })
    let paused = now >= start && stops.contains(now)
    switch limit {
    case .workingDays:
      let count = try DayCount(clock: self, stops: stops, setting: setting, now: now)
      return face(due: count.due, used: count.used, paused: paused, now: now, days: count.boxes)
    case .workingMinutes:
      let run = try OfficeRun(clock: self, stops: stops, setting: setting, now: now)
      return face(due: run.due, used: run.usedMinutes, paused: paused, now: now)
    case .continuous:
      let running = stops.gaps(in: start..<Instant.endOfTime)
      let due = Stretches.point(after: Span(milliseconds: total.amount), in: running)
      let used = Stretches.length(of: running, until: now).milliseconds
      return face(due: due, used: used, paused: paused, now: now)
    }
  }

  private func face(due: Instant?, used: Int64, paused: Bool, now: Instant, days: [CountableDay] = []) -> Face {
    let all = total.amount
    let spent = min(max(used, 0), all)
    return Face(
      dueAt: due, used: limit.with(amount: spent), remaining: limit.with(amount: all - spent), paused: paused,
      overdue: due.map { now > $0 } ?? false, share: Double(spent) / Double(all), days: days)
  }
}
