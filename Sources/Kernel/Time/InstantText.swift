/// Instants as RFC 3339 text, the form that people and programs outside see.
extension Instant {
  /// Such as `2026-11-24T09:30:00.250+08:00`; milliseconds only where there are some.
  package func rfc3339(in zone: Zone) -> String {
    let local = milliseconds + Int64(zone.offsetMinutes) * 60_000
    let day = Day(number: Int(local.flooredQuotient(86_400_000)))
    let rest = Int(local - Int64(day.number) * 86_400_000)
    var text = DigitText(capacity: 29)
    text.append(day)
    text.append("T")
    text.append(rest / 3_600_000, width: 2)
    text.append(":")
    text.append(rest / 60_000 % 60, width: 2)
    text.append(":")
    text.append(rest / 1000 % 60, width: 2)
    if rest % 1000 != 0 {
      text.append(".")
      text.append(rest % 1000, width: 3)
    }
    text.append(zone)
    return text.string
  }

  /// Reads RFC 3339 text with an offset or `Z`; digits beyond milliseconds are cut off. A leap second (`:60`) is read
  /// as the first second of the next minute. Times without an offset are refused: nobody knows when they were.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = Day(String(decoding: bytes[..<10], as: UTF8.self)),
      let hour = decimal(bytes[11..<13]), hour < 24, let minute = decimal(bytes[14..<16]), minute < 60,
      let second = decimal(bytes[17..<19]), second <= 60
    else { return nil }
    let rest = bytes[19...]
    let digits = rest.first == UInt8(ascii: ".") ? rest.dropFirst().prefix { (48...57).contains($0) } : []
    guard rest.first != UInt8(ascii: ".") || !digits.isEmpty else { return nil }
    let zone = digits.isEmpty ? rest : rest.dropFirst(1 + digits.count)
    guard let offset = Zone.offset(of: String(decoding: zone, as: UTF8.self)) else { return nil }
    let fraction = decimal((digits + [48, 48, 48]).prefix(3)) ?? 0
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Int64(offset) * 60
    self.init(milliseconds: seconds * 1000 + Int64(fraction))
  }
}

/// The value of ASCII digits; nil if there is anything else or nothing.
func decimal(_ bytes: some Collection<UInt8>) -> Int? {
  guard !bytes.isEmpty, bytes.count < 18, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
  return bytes.reduce(0) { $0 * 10 + Int($1) - 48 }
}

extension Int64 {
  /// Division that rounds towards the past, so that days before 1970 come out right.
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
