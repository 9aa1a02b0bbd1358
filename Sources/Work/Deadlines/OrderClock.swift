import Kernel

/// The clock of one order: when it has to be done, and what of its limit is used. Pure.
package struct OrderClock: Sendable {
  package let kind: CatalogueItem.Kind
  /// Working days; 0 for what is done the same day.
  package let limit: Int
  package let acceptedAt: Instant

  package init(item: CatalogueItem, acceptedAt: Instant) {
    kind = item.kind
    limit = item.limit
    self.acceptedAt = acceptedAt
  }

  /// The last instant in time. A promised item: the office's closing hour on the last working day, counted from the next
  /// one (Civil Code art. 201: the first day is not counted). An immediate one: the closing hour of the day on which it
  /// came, or, if the office was closed by then, of the next working day.
  /// - Throws: `CalendarError.noTable` for a year without an official table of holidays.
  package func dueAt(in setting: WorkingClock.Setting) throws -> Instant {
    guard kind == .immediate else {
      guard let due = try face(now: acceptedAt, in: setting)?.dueAt else { throw CalendarError.badLimit }
      return due
    }
    let day = setting.zone.day(of: acceptedAt)
    let close = setting.hours.close(of: day, in: setting.zone)
    if try setting.calendar.isWorkingDay(day), acceptedAt <= close { return close }
    return setting.hours.close(of: try setting.calendar.nextWorkingDay(after: day), in: setting.zone)
  }

  /// What a promised item's clock shows, with its countable days; nil for what is done the same day. A closed order's
  /// clock stands where it stood when it was closed: give that time as `now`.
  package func face(now: Instant, in setting: WorkingClock.Setting) throws -> WorkingClock.Face? {
    guard kind == .promised else { return nil }
    return try WorkingClock(start: acceptedAt, limit: .workingDays(limit)).face(now: now, in: setting)
  }
}
