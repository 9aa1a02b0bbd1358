import Foundation
import Kernel

/// Who should be found, worked out without any index: every person held against every token, letter by letter.
struct SearchModel {
  struct Person {
    let name: String
    let alias: String?
    let phone: String
    let home: String
  }

  let people: [Person]

  /// The names and homes of those whom all tokens find. Tokens are single kinds here: Han characters, letters, digits.
  func found(_ tokens: [String]) -> Set<String> {
    Set(people.filter { person in tokens.allSatisfy { Self.finds($0, person) } }.map { "\($0.name) \($0.home)" })
  }

  private static func finds(_ token: String, _ person: Person) -> Bool {
    guard let first = token.first else { return false }
    let names = [person.name] + (person.alias.map { [$0] } ?? [])
    if first.isNumber { return finds(number: token, person) }
    if first.isASCII { return names.contains { spells(token, $0) } }
    return names.contains { $0.contains(token) }
  }

  /// Letters are the beginning of the pinyin or of the initials of some rest of a name, in some reading.
  private static func spells(_ token: String, _ name: String) -> Bool {
    Pinyin.readings(of: name, surname: true).contains { reading in
      reading.syllables.indices.contains { start in
        let rest = reading.syllables[start...]
        return rest.joined().hasPrefix(token) || rest.map { String($0.prefix(1)) }.joined().hasPrefix(token)
      }
    }
  }

  private static func finds(number token: String, _ person: Person) -> Bool {
    if token.count == 4, person.phone.hasSuffix(token) { return true }
    let parts = person.home.split(separator: "-").map(String.init)
    let (building, room) = (parts[0], parts[parts.count - 1])
    if !token.contains("-") { return token == building || token == room }
    return person.home.hasPrefix(token) || "\(building)-\(room)".hasPrefix(token)
  }
}
