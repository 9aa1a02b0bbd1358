/// A unified social credit code (GB 32100-2015) with a right check character: what a department, firm or organisation
/// is known by.
package struct SocialCreditCode: Hashable, Sendable {
  /// 18 characters of the standard's alphabet.
  package let text: String

  /// Digits and capital letters without I, O, S, V, Z (GB 32100, table 2); a character's place is its value.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// Reads 18 characters; capital letters only.
  package init?(_ text: String) {
    let values = text.utf8.compactMap { Self.alphabet.firstIndex(of: $0) }
    // Characters 3 to 8 are a GB/T 2260 place and therefore digits.
    guard text.utf8.count == 18, values.count == 18, values[2..<8].allSatisfy({ $0 < 10 }),
      values[17] == Self.check(values[..<17])
    else { return nil }
    self.text = text
  }

  /// Weights are 3^(i-1) mod 31; the check completes the sum to a multiple of 31 (GB 32100, annex B).
  private static func check(_ values: ArraySlice<Int>) -> Int {
    var weight = 1
    var sum = 0
    for value in values {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }
}
