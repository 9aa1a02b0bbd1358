import Kernel

/// People who keep house together in one home. A home may have several households; each has the number that its list
/// gives it, or none.
package struct Household: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let homeKey: Int64
  package let number: String
}

/// Somebody's part in a household on a day.
package struct HouseholdMember: Sendable, Hashable {
  package let personKey: Int64
  package let id: EntityID
  package let name: String
  /// 户主, 妻, 长子 …, as the list says; `head` is the head's.
  package let relation: String
  package var isHead: Bool { relation == Self.head }

  package static let head = "head"
  /// Of the household, but nobody said how.
  package static let unsaid = ""

  /// The relation as it is kept, from the words of a list.
  package static func relation(from words: String?) -> String {
    let words = words?.filter { !$0.isWhitespace } ?? ""
    return ["户主", "本人", "本人或户主", "01", "02", "head"].contains(words) ? head : words
  }
}
