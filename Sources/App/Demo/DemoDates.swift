import Kernel
import Work

/// The days on which the demo's orders were taken in: in the past, and so that each limit ends in a year for which there
/// is an official table of holidays.
struct DemoDates: Sendable {
  let now: Instant
  let zone: Zone
  /// The working days up to today, the latest first: as far back as half a year.
  private let past: [Day]
  /// Working days after today for which there is a table.
  private let ahead: Int

  init(now: Instant, zone: Zone, calendar: WorkingCalendar) throws {
    (self.now, self.zone) = (now, zone)
    guard let last = calendar.years.max().flatMap({ Day(year: $0, month: 12, day: 31) }) else {
      throw CalendarError.noTable(zone.day(of: now).year)
    }
    // An installation that nobody brought up to date stands still at the end of its tables.
    let today = min(zone.day(of: now), last)
    past = try calendar.workingDays(from: today.adding(days: -DemoHistory.days), to: today).reversed()
    ahead = try calendar.workingDays(from: today.adding(days: 1), to: last).count
  }

  /// When an open order of an item was taken in: a twelfth of them are late, by up to three weeks; the others have any
  /// part of their limit before them.
  func acceptance(of item: CatalogueItem, _ random: inout DemoRandom) -> Instant {
    let isLate = random.happens(80)
    let used = isLate ? item.limit + random.int(1...15) : random.int(0...max(item.limit, 0))
    return time(max(used, item.limit - ahead, 0), &random)
  }

  /// When an order that is closed by now was taken in: one to three months ago.
  func past(_ random: inout DemoRandom) -> Instant { time(max(random.int(20...65), 30 - ahead), &random) }

  /// In office hours so many working days ago; before now.
  private func time(_ daysAgo: Int, _ random: inout DemoRandom) -> Instant {
    let minute = random.happens(600) ? random.int(510...719) : random.int(870...1079)
    let day = past[min(daysAgo, past.count - 1)]
    let instant = zone.instant(of: day, minute: minute)
    if instant < now { return instant }
    return zone.instant(of: past[min(daysAgo + 1, past.count - 1)], minute: minute)
  }
}
