import Kernel

/// The number that people read: community, year, running number, check digit.
///
/// As text it is digits only: 12 of the community's place code, 4 of the year, 4 or more of the running number, and one
/// check digit (ISO/IEC 7064, MOD 11,10, which finds every single wrong digit and nearly every exchange of neighbours):
/// `9905010010012026003779`. On paper and on the screen it is shorter: 安和〔2026〕377-9, in the form that document
/// numbers have (GB/T 9704).
package struct OrderNumber: Sendable, Hashable, CustomStringConvertible {
  /// 12 digits.
  package let community: String
  package let year: Int
  package let running: Int64

  /// Nil if the community's code has not 12 digits, the year not 4, or the running number is less than 1.
  package init?(community: String, year: Int, running: Int64) {
    guard PlaceCode(community)?.level == .community, (1000...9999).contains(year), running >= 1 else { return nil }
    self.community = community
    self.year = year
    self.running = running
  }

  /// Reads the digits; nil if their form or the check digit is wrong.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard (21...31).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
      let year = Int(text.dropFirst(12).prefix(4)), let running = Int64(text.dropFirst(16).dropLast())
    else { return nil }
    self.init(community: String(text.prefix(12)), year: year, running: running)
    guard self.text == text else { return nil }
  }

  private var body: String {
    let digits = String(running)
    return community + String(year) + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The digit that makes the whole sound.
  package var check: Int {
    let product = body.utf8.reduce(10) { product, digit in
      let sum = (product + Int(digit) - 48) % 10
      return (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10
  }

  package var text: String { body + String(check) }
  package var description: String { text }

  /// As it is printed: the community's name without 社区, the year in document brackets, running number and check digit.
  package func printed(community name: String) -> String {
    let short = name.hasSuffix("社区") && name.count > 2 ? String(name.dropLast(2)) : name
    return "\(short)〔\(year)〕\(running)-\(check)"
  }
}
