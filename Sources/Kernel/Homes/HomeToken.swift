/// The words of an address, as far as they matter for a home.
enum HomeToken: Hashable {
  /// A number with its letters: 7, 甲7, 502A, B101; Chinese numerals as digits.
  case number(String)
  case building
  /// 楼 alone after a number: a building, or after a building a floor.
  case storey
  case unit
  case floor
  case room
  case shop(String)
  case basement
  /// 号 alone: a building, a room or a house in a street.
  case houseNumber
  case dash
  case blank
  /// 、 , ; between the parts of a home, or between two homes.
  case comma
  /// A bracket or bar: what follows is a remark.
  case stop
  case word(Character)

  /// The words and where each begins in the text.
  static func tokens(of text: String) -> [(token: HomeToken, start: String.Index)] {
    var found: [(token: HomeToken, start: String.Index)] = []
    var rest = text[...]
    while let first = rest.first {
      let start = rest.startIndex
      if let (number, length) = number(rest) {
        found.append((.number(number), start))
        rest = rest.dropFirst(length)
      } else if let (word, token) = words[first]?.first(where: { rest.hasPrefix($0.0) }) {
        found.append((token, start))
        rest = rest.dropFirst(word.count)
      } else {
        found.append((mark(first), start))
        rest = rest.dropFirst()
      }
    }
    return found
  }

  /// The words by their first character, longest first, so that 号楼 isn't read as 号 and 楼.
  private static let words = Dictionary(grouping: list.sorted { $0.0.count > $1.0.count }) { $0.0.first }

  private static let list: [(String, HomeToken)] =
    named(.building, "号楼栋 号楼 号栋 号幢 号座 栋楼 幢楼 座楼 #楼 栋 幢 座 #")
    + named(.unit, "单元门 号单元 单元 号门 门洞 门栋 门 梯 单") + named(.floor, "楼层 层楼 层")
    + named(.room, "号房间 号房 号室 房间 室 房 户") + named(.basement, "地下室 地下 负") + named(.storey, "楼")
    + named(.houseNumber, "号") + named(.word("院"), "号院") + named(.shop("底商"), "底商") + named(.shop("商铺"), "商铺")
    + named(.shop("门面"), "门面房 门面") + named(.shop("门市"), "门市")

  private static func named(_ token: HomeToken, _ words: String) -> [(String, HomeToken)] {
    words.split(separator: " ").map { (String($0), token) }
  }

  private static func mark(_ character: Character) -> HomeToken {
    switch character {
    case " ": .blank
    case "-", "–", "—", "―", "‐", "‑", "−", "─", "_", "~", "/", ".", "之": .dash
    case "、", ",", "，", ";", "；": .comma
    case "(", "[", "【", "〔", "\\", "|": .stop
    default: .word(character)
    }
  }

  private static let stems: Set<Character> = ["甲", "乙", "丙", "丁", "戊"]

  /// A number at the beginning: at most one stem (甲) or two letters before, one letter or stem behind.
  private static func number(_ text: Substring) -> (String, Int)? {
    guard let first = text.first, first.isASCII || stems.contains(first) || isNumeral(first) else { return nil }
    let stem = stems.contains(first) ? String(first) : ""
    let letters = text.dropFirst(stem.count).prefix { $0.isASCII && $0.isLetter }
    guard letters.count <= 2 else { return nil }
    let rest = text.dropFirst(stem.count + letters.count)
    let arabic = rest.prefix(while: \.isASCIIDigit)
    let chinese = arabic.isEmpty ? rest.prefix { isNumeral($0) } : ""
    var length = stem.count + letters.count + arabic.count + chinese.count
    guard let digits = arabic.isEmpty ? ChineseNumeral.digits(chinese.unicodeScalars) : String(arabic) else {
      return letters.count == 1 && stem.isEmpty ? (String(letters), 1) : nil
    }
    let behind = text.dropFirst(length).prefix { ($0.isASCII && $0.isLetter) || stems.contains($0) }
    let tail = behind.count == 1 && letters.isEmpty ? String(behind) : ""
    length += tail.count
    return (stem + letters + withoutZeros(digits) + tail, length)
  }

  private static func isNumeral(_ character: Character) -> Bool {
    character.unicodeScalars.count == 1 && character != "元" && ChineseNumeral.isNumeral(character.unicodeScalars.first!)
  }

  /// 07 is 7; a lone 0 stays.
  static func withoutZeros(_ digits: String) -> String {
    let kept = digits.drop { $0 == "0" }
    return kept.isEmpty ? "0" : String(kept)
  }
}
