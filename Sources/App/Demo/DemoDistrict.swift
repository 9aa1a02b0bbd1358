/// One of the demo's districts: the first is 海城区, in which the cast works; a city has more of the same size.
struct DemoDistrict: Sendable {
  /// 300,000 people in 30 communities (newspaper article B; `DemoPlaces` draws the 381 grids).
  static let usualPeople = 300_000
  /// All-round workers, those of the cast among them.
  static let workers = 345

  struct Community: Sendable {
    /// 0 to 29, counted through the district.
    let index: Int
    let code: String
    let name: String
    let nameEn: String
    let grids: Int
    let people: Int
  }
  /// 0 for 海城区.
  let index: Int
  let people: Int
  let name: String
  let nameEn: String

  /// 99 districts can be told apart by the last two digits of their codes; 34 hold the people of a city of ten million.
  static let most = 34

  init(_ index: Int, people: Int = usualPeople) {
    (self.index, self.people) = (index, people)
    (name, nameEn) = index == 0 ? ("海城区", "Haicheng District") : Self.invented(index - 1)
  }

  var code: String { "9905" + Self.digits(index + 1, 2) }

  private static let first = [("云", "Yun"), ("翠", "Cui"), ("锦", "Jin"), ("澄", "Cheng"), ("朝", "Zhao"), ("瑞", "Rui")]
  private static let second = [
    ("浦区", "pu District"), ("屏区", "ping District"), ("湾区", "wan District"), ("桥区", "qiao District"),
    ("塘区", "tang District"), ("岭区", "ling District"),
  ]

  private static func invented(_ number: Int) -> (String, String) {
    let (first, second) = (first[number / second.count % first.count], second[number % second.count])
    return (first.0 + second.0, first.1 + second.1)
  }

  /// The street's index, then its communities. People are spread unevenly, the same way in every district, so that the
  /// sum is right; 安和社区 has those of its list and the two of the cast.
  var streets: [[Community]] {
    let shares = (0..<30).map { 85 + $0 * 37 % 31 }
    let inFirst = index == 0 ? DemoPlaces.peopleOfAnhe : 0
    let skipped = index == 0 ? 1 : 0
    let whole = shares.dropFirst(skipped).reduce(0, +)
    var before = 0
    return DemoPlaces.communities.enumerated().map { street, names in
      names.enumerated().map { number, name in
        let index = street * 10 + number
        let isListed = index < skipped
        let from = (people - inFirst) * before / whole
        if !isListed { before += shares[index] }
        let members = isListed ? inFirst : (people - inFirst) * before / whole - from
        return Community(
          index: index, code: code + Self.digits(street + 1, 3) + Self.digits(number + 1, 3), name: name.0,
          nameEn: name.1 + " Community", grids: index < 21 ? 13 : 12, people: members)
      }
    }
  }

  var communities: [Community] { streets.flatMap(\.self) }

  static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
