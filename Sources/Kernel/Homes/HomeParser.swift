/// Reads the words of one home from the left.
struct HomeParser {
  private var words: HomeCursor

  /// 室 or 房 stood behind the room's number.
  private var roomIsNamed = false

  init(_ tokens: [HomeToken]) {
    words = HomeCursor(tokens)
  }

  /// A home that begins with its building; nil if the words don't make one.
  mutating func home() -> HomeFragment? {
    guard let building = words.number(), Self.isBuilding(building) else { return nil }
    var fragment = HomeFragment()
    let word = words.take([.building, .storey, .houseNumber])
    if word == nil {
      // 7-3-502: only dashes tell that the first number is a building.
      guard words.peek(skippingDashes: false) == .dash else { return nil }
      fragment.loose = [building]
    } else {
      fragment.building = building
    }
    guard rest(into: &fragment), isEnd(of: fragment) else { return nil }
    // 12号 alone is a house in a street; 12号3单元502 and 5号501室 are homes.
    if word == .houseNumber, fragment.unit == nil, !roomIsNamed { return nil }
    if word == nil { return dashed(fragment) }
    return fragment
  }

  /// The end of a home whose building stands in another column or line: 3单元502, 1-1, 502室.
  mutating func partOfHome() -> HomeFragment? {
    var fragment = HomeFragment()
    guard rest(into: &fragment), isEnd(of: fragment), !fragment.isEmpty, fragment.loose.count <= 2,
      fragment.loose.count < 2 || fragment.loose[0].count <= 2
    else { return nil }
    return fragment
  }

  /// Numbers with dashes only: building, unit and room; or with one word in the middle, as in 7-3单元502.
  private func dashed(_ fragment: HomeFragment) -> HomeFragment? {
    var fragment = fragment
    if fragment.unit != nil || fragment.room != nil || fragment.floor != nil {
      guard fragment.loose.count == 1 || (fragment.loose.count == 2 && fragment.unit == nil) else { return nil }
      fragment.building = fragment.loose.removeFirst()
      if !fragment.loose.isEmpty { fragment.unit = fragment.loose.removeFirst() }
      return fragment
    }
    if fragment.loose.count == 4 {
      let last = fragment.loose[3]
      if last.hasPrefix(fragment.loose[2]) {
        fragment.floor = fragment.loose.remove(at: 2)
      } else if fragment.loose[2].count >= 3, last.count <= 2 {
        // 7-3-502-1 is a part of 502.
        fragment.loose[2] += "-" + fragment.loose.removeLast()
      }
    }
    return (2...3).contains(fragment.loose.count) ? fragment : nil
  }

  /// Unit, floor and room in their order, each with its word or loose.
  private mutating func rest(into fragment: inout HomeFragment) -> Bool {
    while let next = words.peek() {
      switch next {
      case .number(let text):
        _ = words.number()
        guard place(text, into: &fragment) else { return false }
      case .shop(let name):
        words.skip()
        guard let shop = words.number() else { return false }
        fragment.room = name + shop
        _ = words.take([.houseNumber, .room])
      case .basement:
        words.skip()
        guard let below = words.number(), fragment.room == nil else { return false }
        if words.take([.floor, .storey]) != nil { fragment.floor = "B" + below } else { fragment.room = "B" + below }
        _ = words.take([.room, .houseNumber])
      case .word("东"), .word("西"), .word("中"):
        guard case .word(let side)? = words.peek(), words.following == .unit else { return true }
        words.skip()
        words.skip()
        fragment.unit = String(side)
      default:
        return true
      }
      if fragment.room != nil { return true }
    }
    return true
  }

  /// What a number is: its word says so.
  private mutating func place(_ text: String, into fragment: inout HomeFragment) -> Bool {
    let word = words.take([.unit, .floor, .storey, .room, .houseNumber, .building])
    roomIsNamed = word == .room
    switch word {
    case .unit where fragment.unit == nil: fragment.unit = text
    // 7栋A座: a building in a building is its unit.
    case .building where fragment.unit == nil && fragment.building != nil && !text.allSatisfy(\.isASCIIDigit):
      fragment.unit = text
    case .floor where fragment.floor == nil, .storey where fragment.floor == nil: fragment.floor = text
    case .room, .houseNumber:
      fragment.room = text
    case nil:
      if Self.endsHome(text, fragment), !followedByNumber() || followedByPart(of: text) {
        fragment.room = text + partOfRoom()
      } else {
        fragment.loose.append(text)
      }
    default: return false
    }
    return Self.isRoom(text)
  }

  /// After a unit or floor a number is the room.
  private static func endsHome(_ text: String, _ fragment: HomeFragment) -> Bool {
    (fragment.unit != nil || fragment.floor != nil) && fragment.loose.isEmpty
  }

  /// 502-1: a room of three digits or more, a dash, one or two digits.
  private func followedByPart(of room: String) -> Bool {
    guard room.count >= 3, words.rest.first == .dash, case .number(let part)? = words.rest.dropFirst().first else {
      return false
    }
    return part.count <= 2
  }

  private mutating func partOfRoom() -> String {
    guard followedByNumber(), let part = words.number() else { return "" }
    return "-" + part
  }

  private func followedByNumber() -> Bool {
    if case .number = words.peek() { return true }
    return false
  }

  /// Nothing follows that would make the reading doubtful: no second number beside the room.
  private mutating func isEnd(of fragment: HomeFragment) -> Bool {
    if fragment.loose.count > 4 { return false }
    for token in words.rest {
      switch token {
      case .stop: return true
      case .number(let text): if Self.isRoom(text) { return false }
      case .dash, .building, .unit: return false
      default: continue
      }
    }
    return true
  }

  /// Up to three digits with their letters, or one letter.
  private static func isBuilding(_ text: String) -> Bool {
    (0...3).contains(text.filter(\.isASCIIDigit).count)
  }

  private static func isRoom(_ text: String) -> Bool {
    text.filter(\.isASCIIDigit).count <= 4
  }
}
