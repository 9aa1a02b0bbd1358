/// Sex as GB/T 2261.1 codes it.
package enum Sex: Int, Codable, Sendable, CaseIterable {
  case unknown = 0
  case male = 1
  case female = 2
  case notStated = 9

  /// The word in Chinese.
  package var word: String {
    switch self {
    case .unknown: "未知"
    case .male: "男"
    case .female: "女"
    case .notStated: "未说明"
    }
  }

  /// What a list's cell says, in any legible spelling (男, 男性, 1, M, male …); nil where it says nothing or something
  /// else. A 0 or 9 is the standard's own "unknown" and "not stated".
  package static func read(_ cell: String) -> Sex? {
    switch CellText(cell).compact.uppercased() {
    case "男", "男性", "男士", "先生", "男孩", "男人", "1", "01", "1-男", "1男", "M", "MALE", "MAN", "BOY", "♂": .male
    case "女", "女性", "女士", "小姐", "女孩", "女人", "2", "02", "2-女", "2女", "F", "FEMALE", "WOMAN", "GIRL", "♀": .female
    case "0", "00", "未知", "未知的性别", "UNKNOWN": .unknown
    case "9", "09", "未说明", "未说明的性别": .notStated
    default: nil
    }
  }
}
