/// Numbers written in Chinese: by value (二十三, 一百零二, 廿五) or digit by digit (二〇二二, 五零二).
enum ChineseNumeral {
  static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    digits[scalar] != nil || units[scalar] != nil || tens[scalar] != nil
  }

  /// The number as ASCII digits, leading zeros kept where it was written digit by digit; nil if it is none.
  static func digits(_ text: some Collection<Unicode.Scalar>) -> String? {
    guard !text.isEmpty, text.allSatisfy(isNumeral) else { return nil }
    if text.allSatisfy({ digits[$0] != nil }) {
      return text.map { String(digits[$0]!) }.joined()
    }
    return value(text).map(String.init)
  }

  private static let digits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "元": 1,
  ]
  private static let units: [Unicode.Scalar: Int] = ["十": 10, "拾": 10, "百": 100, "佰": 100]
  private static let tens: [Unicode.Scalar: Int] = ["廿": 20, "卅": 30]

  private static func value(_ text: some Collection<Unicode.Scalar>) -> Int? {
    var sum = 0
    var pending: Int?
    var smallest = 1000
    for scalar in text {
      if let unit = units[scalar] {
        guard unit < smallest else { return nil }
        smallest = unit
        sum += (pending ?? 1) * unit
        pending = nil
      } else if let ten = tens[scalar] {
        guard smallest > 10, pending == nil || pending == 0 else { return nil }
        smallest = 10
        sum += ten
        pending = nil
      } else {
        guard pending == nil || pending == 0 else { return nil }
        pending = digits[scalar]
      }
    }
    return sum + (pending ?? 0)
  }
}
