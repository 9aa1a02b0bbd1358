import Kernel

/// What the cells of a column look like, counted over the first rows of a list.
struct ColumnContent {
  private(set) var filled = 0
  private(set) var ids = 0
  private(set) var phones = 0
  private(set) var sexes = 0
  private(set) var names = 0
  private(set) var homes = 0
  private(set) var dates = 0
  private(set) var yesNo = 0
  private(set) var residence = 0

  mutating func note(_ cell: Cell, today: Day) {
    guard !cell.isBlank, cell.kind != .error else { return }
    filled += 1
    let text = cell.text
    let plain = HeadingText(text).full
    if !IDNumber.candidates(in: text).isEmpty { ids += 1 }
    let reading = PhoneNumber.readAll(text)
    if !reading.phones.isEmpty, !reading.malformed { phones += 1 }
    if Sex.read(text) != nil { sexes += 1 }
    if Self.isNameLike(plain) { names += 1 }
    if Self.isHomeLike(cell) { homes += 1 }
    if cell.kind == .date || plain.count >= 6, case .day = DateReading.read(text, today: today) { dates += 1 }
    if ["是", "否", "√", "✓", "Y", "N", "TRUE", "FALSE", "本人"].contains(plain) { yesNo += 1 }
    if Self.residenceWords.contains(where: { plain.contains($0) }) { residence += 1 }
  }

  private static let residenceWords = [
    "户籍", "流动", "常住", "寄住", "暂住", "人户", "境外", "空挂", "在户", "户在", "本地", "外来", "租住", "自住",
  ]

  func mostly(_ count: KeyPath<ColumnContent, Int>) -> Bool { filled > 0 && self[keyPath: count] * 10 >= filled * 6 }

  /// Two to four Chinese letters, or a longer name with a middle dot.
  static func isNameLike(_ text: String) -> Bool {
    let letters = Array(text.unicodeScalars)
    guard letters.allSatisfy({ $0.properties.isIdeographic || "·•．".unicodeScalars.contains($0) }) else { return false }
    guard !SkipWords.isTotal(text), !SkipWords.isVacancy(text) else { return false }
    return (2...4).contains(letters.count) || (letters.count <= 20 && letters.contains("·"))
  }

  private static func isHomeLike(_ cell: Cell) -> Bool {
    guard cell.kind == .text, cell.text.contains(where: \.isNumber), cell.text.count < 60 else { return false }
    return HomeAddress.read(cell.text)?.room != nil
  }
}
