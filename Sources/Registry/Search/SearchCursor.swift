import Foundation
import Kernel

/// A person's place in the order of an answer; as text, where the next page begins.
struct SearchCursor: Hashable, Comparable, Sendable {
  let rank: Int
  let personKey: Int64

  init(rank: Int, personKey: Int64) {
    self.rank = rank
    self.personKey = personKey
  }

  /// - Throws: `invalid` if the text is no cursor.
  init(text: String) throws {
    let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    let parts = Data(base64Encoded: padded).map { String(decoding: $0, as: UTF8.self).split(separator: ".") } ?? []
    guard parts.count == 2, let rank = Int(parts[0]), let key = Int64(parts[1]) else {
      throw Failure.invalid(FieldFailure("?cursor", "problem.cursor"))
    }
    self.init(rank: rank, personKey: key)
  }

  var text: String { Data("\(rank).\(personKey)".utf8).base64EncodedString().filter { $0 != "=" } }

  static func < (left: SearchCursor, right: SearchCursor) -> Bool {
    (left.rank, left.personKey) < (right.rank, right.personKey)
  }
}
