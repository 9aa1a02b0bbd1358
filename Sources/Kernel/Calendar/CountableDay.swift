/// A working day of a clock, for the page that shows working days as boxes to count.
package struct CountableDay: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable {
    /// Over, and counted.
    case used
    /// Today, being counted.
    case now
    /// Ahead.
    case left
    /// The clock stood or stands still for part of its office time: not counted.
    case paused
    /// Ahead, and the day on which it is due.
    case last
  }

  package let day: Day
  package let state: State

  /// Whether the clock is due when the office closes on this day, whatever its state.
  package let isLast: Bool

  /// The free days between the box before (or the start) and this one.
  package let gap: Gap?

  /// Days without work in a row.
  package struct Gap: Hashable, Sendable {
    package let first: Day
    package let count: Int

    /// The holiday's name (五一放假), or 周末 where there is none.
    package let name: DayName
  }
}
