import Kernel

/// A person of the registry by her keys, for what other floors join to her; what is shown of her is a `PersonView`.
package struct Person: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let communityKey: Int64
  /// The grid of her home, or else her community: the place by which she is in or out of reach.
  package let placeKey: Int64
  package let homeKey: Int64?
  package let name: String
  package let sex: Sex
  package let birthDate: Day?
  package let idNumberMasked: String?
  package let document: MaskedDocument?
  /// Grows with every change; the `ETag` is made of it.
  package let version: Int

  /// Another paper, or an ID number that isn't sound and so is nobody's identity.
  package struct MaskedDocument: Sendable, Hashable {
    package enum Kind: String, Sendable { case otherPaper, doubtful }
    package let kind: Kind
    package let masked: String
  }

  /// The first two and last two characters of a text, if it is long enough to keep the rest secret.
  package static func masked(_ text: String) -> String {
    guard text.count >= 8 else { return String(repeating: "*", count: text.count) }
    return text.prefix(2) + String(repeating: "*", count: text.count - 4) + text.suffix(2)
  }
}
