/// The installation's time zone, as a fixed offset from UTC.
///
/// China keeps one zone, UTC+8, and had summer time only from 1986 to 1991, so that a fixed offset says everything: what
/// lies before 1992 is only ever a date (of birth), never a time.
package struct Zone: Hashable, Sendable {
  /// Minutes east of Greenwich.
  package let offsetMinutes: Int

  package init(offsetMinutes: Int) {
    self.offsetMinutes = offsetMinutes
  }

  /// Asia/Shanghai.
  package static let shanghai = Zone(offsetMinutes: 480)
  package static let utc = Zone(offsetMinutes: 0)

  /// The calendar day on which the instant falls here.
  package func day(of instant: Instant) -> Day {
    Day(number: Int((instant.milliseconds + Int64(offsetMinutes) * 60_000).flooredQuotient(86_400_000)))
  }

  /// The instant at which a clock on the wall here shows this time of this day; hour 24 is the next day's midnight.
  package func instant(of day: Day, hour: Int = 0, minute: Int = 0) -> Instant {
    Instant(milliseconds: (Int64(day.number) * 1440 + Int64(hour * 60 + minute - offsetMinutes)) * 60_000)
  }

  /// Minutes since midnight here, 0 to 1439.
  package func minuteOfDay(of instant: Instant) -> Int {
    Int((instant - self.instant(of: day(of: instant))).minutes)
  }

  /// Minutes that an RFC 3339 offset stands for.
  static func offset(of text: String) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = decimal(bytes[1..<3]), hours < 24,
      let minutes = decimal(bytes[4...]), minutes < 60
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }
}
