/// Text of dates and times, put together byte by byte: pages and answers write thousands of them.
struct DigitText {
  private var bytes: [UInt8] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ mark: Unicode.Scalar) {
    bytes.append(UInt8(ascii: mark))
  }

  /// A number that is not negative, with leading zeros up to a width.
  mutating func append(_ number: Int, width: Int) {
    let start = bytes.count
    var rest = number
    while rest > 0 || bytes.count - start < width {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// `2026-11-24`.
  mutating func append(_ day: Day) {
    let date = day.civil
    append(date.year, width: 4)
    append("-")
    append(date.month, width: 2)
    append("-")
    append(date.day, width: 2)
  }

  /// `+08:00`, or `Z` for UTC.
  mutating func append(_ zone: Zone) {
    guard zone.offsetMinutes != 0 else { return append("Z") }
    append(zone.offsetMinutes < 0 ? "-" : "+")
    append(abs(zone.offsetMinutes) / 60, width: 2)
    append(":")
    append(abs(zone.offsetMinutes) % 60, width: 2)
  }
}
