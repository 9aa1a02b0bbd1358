/// The spellings of a date cell.
struct DateCell {
  private let text: String
  private let idBirth: Day?
  private let today: Day
  private let system1904: Bool

  init(_ text: String, idBirth: Day?, today: Day, system1904: Bool) {
    self.text = Self.withoutTime(Self.withoutFrame(text))
    self.idBirth = idBirth
    self.today = today
    self.system1904 = system1904
  }

  /// A serial number of four or five digits, with or without a fraction. 1900 to 2100 is a year, not a serial number.
  var serial: DateReading? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, halves.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
      (4...5).contains(halves[0].count), let whole = Int(halves[0]), let value = Double(text)
    else { return nil }
    if halves[0].count == 4, (1900...2100).contains(whole) || halves.count == 2 { return nil }
    return DateReading.day(serial: value, system1904: system1904).map { .day($0) } ?? .unreadable
  }

  /// Digits without separators: 20220425, 20220425183000, 220425, 202204.
  var joined: DateReading? {
    let digits = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
    let bytes = Array(digits.utf8)
    let part = { (range: Range<Int>) in decimal(bytes[range]) ?? 0 }
    switch bytes.count {
    case 8, 12, 14:
      return Day(year: part(0..<4), month: part(4..<6), day: part(6..<8)).map { .day($0) } ?? .unreadable
    case 6:
      if (1900...today.year).contains(part(0..<4)), (1...12).contains(part(4..<6)) {
        return .month(year: part(0..<4), month: part(4..<6))
      }
      return day(yearText: String(digits.prefix(2)), month: part(2..<4), day: part(4..<6)).map { .day($0) }
        ?? .unreadable
    default: return nil
    }
  }

  /// Numbers with separators or 年月日, in Arabic or Chinese.
  var parted: DateReading? {
    guard let parts = DateParts(text) else { return nil }
    switch parts.numbers.count {
    case 3: return threeParts(parts)
    case 2: return yearAndMonth(parts.numbers)
    default: return nil
    }
  }

  private func threeParts(_ parts: DateParts) -> DateReading? {
    let numbers = parts.numbers
    let values = numbers.compactMap { Int($0) }
    if let month = parts.namedMonth {
      // 25-Apr-1988, Apr 25 1988, 1988-Apr-25: the longer of the others is the year.
      let others = numbers.indices.filter { $0 != month }
      let year = others.first { numbers[$0].count == 4 } ?? others[1]
      let date = others.first { $0 != year }!
      return day(yearText: numbers[year], month: values[month], day: values[date]).map { .day($0) }
    }
    if let day = day(yearText: numbers[0], month: values[1], day: values[2]) { return .day(day) }
    guard !parts.hasWords, numbers[0].count <= 2, numbers[2].count == 4 || numbers[2].count == 2 else { return nil }
    return yearLast(numbers[2], values[0], values[1]).map { .day($0) }
  }

  /// 4/25/1988 or 25/4/1988: read if only one order gives a date, or the ID number's birth date says which.
  private func yearLast(_ year: String, _ first: Int, _ second: Int) -> Day? {
    let american = day(yearText: year, month: first, day: second)
    let european = day(yearText: year, month: second, day: first)
    guard let american, let european else { return american ?? european }
    if american == european { return american }
    return [american, european].first { $0 == idBirth }
  }

  private func yearAndMonth(_ numbers: [String]) -> DateReading? {
    guard let month = Int(numbers[1]), (1...12).contains(month), numbers[0].count == 4 || numbers[0].count == 2 else {
      return nil
    }
    let year = day(yearText: numbers[0], month: month, day: 1)?.year
    return year.flatMap { $0 >= 1800 ? .month(year: $0, month: month) : nil }
  }

  /// A four-digit year as it is; a two-digit one in the ID number's century, else the latest that is past.
  private func day(yearText: String, month: Int, day: Int) -> Day? {
    guard let year = Int(yearText) else { return nil }
    if yearText.count == 4 { return Day(year: year, month: month, day: day) }
    guard yearText.count == 2 else { return nil }
    if let idBirth { return Day(year: idBirth.year / 100 * 100 + year, month: month, day: day) }
    let century = today.year / 100 * 100
    let centuries = [century, century - 100].compactMap { Day(year: $0 + year, month: month, day: day) }
    return centuries.first { $0 <= today } ?? centuries.first
  }

  /// Apostrophes and quotation marks around, 生 or 出生 behind.
  private static func withoutFrame(_ text: String) -> String {
    let marks: Set<Character> = ["'", "’", "‘", "`", "\"", "“", "”"]
    var text = text.drop { marks.contains($0) }
    while let last = text.last, marks.contains(last) || last == " " { text = text.dropLast() }
    for word in ["出生", "生"] where text.hasSuffix(word) { text = text.dropLast(word.count) }
    return String(text)
  }

  /// Cuts a time of day off: from the blank or T before the first colon, 时 or 点.
  private static func withoutTime(_ text: String) -> String {
    let clock: Set<Character> = [":", "：", "时", "点"]
    guard let mark = text.firstIndex(where: { clock.contains($0) }) else { return text }
    let before = text[..<mark]
    let digits = before.reversed().prefix(while: \.isASCIIDigit).count
    guard (1...2).contains(digits) else { return text }
    var date = before.dropLast(digits)
    for word in ["上午", "下午", "晚上", "中午", "凌晨", "早上", "AM", "PM"] {
      let trimmed = date.trimmingBlanks
      if trimmed.hasSuffix(word) { date = trimmed.dropLast(word.count) }
    }
    if date.last == "T" || date.last == "t" { date = date.dropLast() }
    return date.trimmingBlanks
  }
}
