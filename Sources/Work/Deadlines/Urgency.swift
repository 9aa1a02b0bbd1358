import Kernel

/// How pressing an order is: one of four colours, each with its word, and why, in words.
package struct Urgency: Sendable, Hashable {
  package enum Light: String, Sendable, CaseIterable {
    /// Past its limit.
    case late
    /// Due today, or most of the limit is used.
    case soon
    case normal
    /// Over, or standing still: no clock runs.
    case hold
  }
  package let light: Light
  package let reason: Phrase

  /// - Parameters:
  ///   - share: percent of the limit that is used; nil where the limit is the same day.
  ///   - remaining: working days left; nil where the limit is the same day.
  package init(
    dueAt: Instant?, closedAt: Instant?, share: Int?, remaining: Int64?, lights: TrafficLights, now: Instant,
    in setting: WorkingClock.Setting
  ) {
    guard let dueAt else {
      self.init(
        light: closedAt == nil ? .normal : .hold, reason: closedAt == nil ? "order.due.none" : "order.closed.done")
      return
    }
    if let closedAt {
      self.init(light: .hold, reason: closedAt <= dueAt ? "order.closed.inTime" : "order.closed.late")
    } else if now > dueAt {
      self.init(light: .late, reason: Self.overdue(since: dueAt, now: now, zone: setting.zone))
    } else if setting.zone.day(of: dueAt) == setting.zone.day(of: now) {
      self.init(light: .soon, reason: Self.today(dueAt, now: now, in: setting))
    } else {
      let soon = (share ?? 0) >= lights.amber
      self.init(light: soon ? .soon : .normal, reason: Self.ahead(dueAt, now: now, remaining: remaining, in: setting))
    }
  }

  private init(light: Light, reason: Phrase) {
    self.light = light
    self.reason = reason
  }

  private static func overdue(since dueAt: Instant, now: Instant, zone: Zone) -> Phrase {
    let days = zone.day(of: now).number - zone.day(of: dueAt).number
    if days > 0 { return Phrase("order.due.overdueDays", ["days": String(days)]) }
    let minutes = max((now - dueAt).minutes, 1)
    return minutes < 60
      ? Phrase("order.due.overdueMinutes", ["minutes": String(minutes)])
      : Phrase("order.due.overdueHours", ["hours": String(minutes / 60)])
  }

  private static func today(_ dueAt: Instant, now: Instant, in setting: WorkingClock.Setting) -> Phrase {
    let minutes = (dueAt - now).minutes
    if minutes < 60 { return Phrase("order.due.minutes", ["minutes": String(minutes)]) }
    if dueAt == setting.hours.close(of: setting.zone.day(of: now), in: setting.zone) {
      return "order.due.beforeClosing"
    }
    return "order.due.today"
  }

  private static func ahead(_ dueAt: Instant, now: Instant, remaining: Int64?, in setting: WorkingClock.Setting)
    -> Phrase
  {
    let day = setting.zone.day(of: dueAt)
    if day.number == setting.zone.day(of: now).number + 1 { return "order.due.tomorrow" }
    guard let remaining else { return Phrase("order.due.on", ["day": day.iso]) }
    return Phrase("order.due.workingDays", ["days": String(remaining)])
  }
}
