/// A sound citizen identity number (GB 11643-1999): 18 characters, a possible birth date, the right check character.
///
/// Nothing that is doubtful ever becomes an `IDNumber`, so that whoever holds one may take sex and birth date from it.
/// The region is not compared with a table: regions were abolished, and sample people use 99, which never existed.
package struct IDNumber: Hashable, Sendable {
  /// 17 digits, then a digit or a capital X.
  package let text: String

  /// Characters 7 to 14.
  package let birthDate: Day

  /// The number, if sound and its holder is born by `today`.
  package init?(_ text: String, today: Day) {
    self.init(stored: text)
    guard birthDate <= today else { return nil }
  }

  /// The number, if sound, from the house's own store, where its birth date was compared with the day once.
  package init?(stored text: String) {
    let bytes = Array(text.utf8)
    guard Self.shape(bytes), let birth = Self.birthDate(bytes), Self.check(bytes[..<17]) == bytes[17] else {
      return nil
    }
    self.text = text
    birthDate = birth
  }

  /// Character 17: odd for men, even for women.
  package var sex: Sex { Array(text.utf8)[16] % 2 == 1 ? .male : .female }

  /// `9905**********0426`: what pages show before somebody asks for more with a reason.
  package var masked: String { text.prefix(4) + String(repeating: "*", count: 10) + text.suffix(4) }

  /// What people say over the phone, and what search takes.
  package var lastFour: String { String(text.suffix(4)) }

  /// The county code of first registration.
  package var region: String { String(text.prefix(6)) }
}

/// The standard's parts, shared with the tolerant reader.
extension IDNumber {
  /// 17 digits and a digit or capital X.
  static func shape(_ bytes: [UInt8]) -> Bool {
    bytes.count == 18 && bytes.prefix(17).allSatisfy { (48...57).contains($0) }
      && (bytes[17] == UInt8(ascii: "X") || (48...57).contains(bytes[17]))
  }

  /// The date inside, if the calendar has it. Numbers were first given out in 1984 (Regulations on Resident Identity
  /// Cards 1985): a year before 1850 is a slip, nobody's birth.
  static func birthDate(_ bytes: [UInt8]) -> Day? {
    guard let year = decimal(bytes[6..<10]), year >= 1850, let month = decimal(bytes[10..<12]),
      let day = decimal(bytes[12..<14])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// The check character after 17 digits (ISO 7064 MOD 11-2 as GB 11643 gives it).
  static func check(_ digits: ArraySlice<UInt8>) -> UInt8 {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
    return Array("10X98765432".utf8)[sum % 11]
  }

  /// An old number of 15 digits in its new form: 19 before the year, the check character at the end (State Council's
  /// decision of 1999 on the citizen identity number). Whoever was born before 1900 is not alive.
  static func upgraded(_ old: [UInt8]) -> [UInt8] {
    let digits = old.prefix(6) + Array("19".utf8) + old.dropFirst(6)
    return digits + [check(digits[...])]
  }
}
