/// A phone number of mainland China in one way of writing.
package struct PhoneNumber: Hashable, Sendable {
  /// Mobile: 11 digits. Landline: area code, hyphen, 7 or 8 digits, and after another hyphen the extension, if any.
  package let text: String

  /// Reads the canonical form only.
  package init?(_ text: String) {
    guard let number = Self.recognise(text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)),
      number.text == text
    else { return nil }
    self = number
  }

  package var isMobile: Bool { !text.contains("-") }

  /// `199****1234`; `0999-****345` (area code and the last three; an extension is left out).
  package var masked: String {
    let parts = text.split(separator: "-")
    guard parts.count > 1 else { return text.prefix(3) + "****" + text.suffix(4) }
    return parts[0] + "-" + String(repeating: "*", count: parts[1].count - 3) + parts[1].suffix(3)
  }

  /// The last four digits of the number, without extension: what search takes.
  package var lastFour: String {
    let parts = text.split(separator: "-")
    return String((parts.count > 1 ? parts[1] : parts[0]).suffix(4))
  }

  private init(canonical: String) {
    text = canonical
  }

  /// 11 digits, the second 3 to 9 (the numbering plan of the Ministry of Industry and Information Technology).
  static func mobile(_ digits: String) -> PhoneNumber? {
    let bytes = Array(digits.utf8)
    guard bytes.count == 11, decimal(bytes) != nil, bytes[0] == UInt8(ascii: "1"), bytes[1] >= UInt8(ascii: "3") else {
      return nil
    }
    return PhoneNumber(canonical: digits)
  }

  /// 0 and the area code, then 7 or 8 digits. 010 and 02x have three digits and numbers of 8; all others have four.
  static func landline(_ digits: String) -> PhoneNumber? {
    let bytes = Array(digits.utf8)
    guard bytes.count > 9, decimal(bytes) != nil, bytes[0] == UInt8(ascii: "0"), bytes[1] != UInt8(ascii: "0") else {
      return nil
    }
    let area = bytes[1] <= UInt8(ascii: "2") ? 3 : 4
    let length = bytes.count - area
    guard area == 3 ? length == 8 : (7...8).contains(length), bytes[area] >= UInt8(ascii: "2") else { return nil }
    return PhoneNumber(canonical: digits.prefix(area) + "-" + digits.dropFirst(area))
  }

  func with(extension digits: String) -> PhoneNumber? {
    guard !isMobile, (1...6).contains(digits.count), decimal(Array(digits.utf8)) != nil else { return nil }
    return PhoneNumber(canonical: text + "-" + digits)
  }

  private static func recognise(_ parts: [String]) -> PhoneNumber? {
    switch parts.count {
    case 1: mobile(parts[0])
    case 2: landline(parts[0] + parts[1])
    case 3: landline(parts[0] + parts[1])?.with(extension: parts[2])
    default: nil
    }
  }
}
