import Foundation
import Kernel
import Store

/// A stream's heads by size, the stored ones and those that somebody kept, read a page at a time.
struct HeadSequence {
  private let stored: PageReader<SignedHead>
  private var given: [SignedHead]
  private(set) var count = 0

  init(compartment: Compartment, key: Int64, given: [SignedHead], session: any Session) {
    self.given = given.sorted { $0.size > $1.size }
    var last: Int64 = -1
    stored = PageReader {
      let page = try session.all(
        """
        SELECT size, root, signed_at, key_id, signature FROM tree_head
        WHERE compartment_key = \(key) AND size > \(last) ORDER BY size LIMIT 500
        """
      ).map { try SignedHead(compartment: compartment, $0) }
      last = page.last?.size ?? last
      return page
    }
  }

  /// The next head of at most `size` events.
  mutating func next(upTo size: Int64) throws -> SignedHead? {
    let (mine, theirs) = (try stored.peek(), given.last)
    if let theirs, theirs.size <= size, theirs.size <= mine?.size ?? .max {
      given.removeLast()
      count += 1
      return theirs
    }
    guard let mine, mine.size <= size else { return nil }
    stored.skip()
    count += 1
    return mine
  }
}
