import Kernel
import Organisation
import Store
import Synchronization

/// Running numbers from blocks that a node leases (house decision 5), so that no row is written by every order.
///
/// A node takes a block of a community's numbers for a year in the transaction that first needs one, and counts on in
/// memory. Each draw looks, by primary key, whether the block is really there: a block whose transaction was undone is
/// not, and is never used. Numbers drawn by a transaction that was undone, and the rest of a block at the node's end, are
/// gaps. A device leases blocks in the same table under its own id.
package final class NumberSeries: Sendable {
  private struct Name: Hashable {
    let placeKey: Int64
    let year: Int
  }
  private struct Block {
    let first: Int64
    let last: Int64
    var next: Int64
  }
  private let blocks = Mutex<[Name: Block]>([:])
  private let series: String
  private let holder: EntityID
  private let size: Int64

  /// - Parameters:
  ///   - holder: this node; a new one at each start is right.
  ///   - size: numbers in a block. 100 is about a month of a community's matters (64 a day in a district of 30).
  package init(series: String = "order", holder: EntityID, size: Int64 = 100) {
    self.series = series
    self.holder = holder
    self.size = size
  }

  /// The next number of a place's year.
  package func draw(placeKey: Int64, year: Int, now: Instant, in session: any Session) throws -> Int64 {
    let name = Name(placeKey: placeKey, year: year)
    if let number = try take(name, in: session) { return number }
    try session.lock(.named("number.\(series).\(placeKey).\(year)"))
    if let number = try take(name, in: session) { return number }
    try lease(name, now: now, in: session)
    guard let number = try take(name, in: session) else { throw StoreError.column("number_block") }
    return number
  }

  private func take(_ name: Name, in session: any Session) throws -> Int64? {
    guard let block = blocks.withLock({ $0[name] }), block.next <= block.last, try stands(block, name, in: session)
    else {
      return nil
    }
    return blocks.withLock { blocks in
      guard let present = blocks[name], present.first == block.first, present.next <= present.last else { return nil }
      blocks[name]?.next += 1
      return present.next
    }
  }

  private func stands(_ block: Block, _ name: Name, in session: any Session) throws -> Bool {
    try session.first(
      """
      SELECT 1 AS yes FROM number_block WHERE series = \(series) AND place_key = \(name.placeKey)
        AND year = \(name.year) AND first = \(block.first) AND last = \(block.last) AND holder = \(holder)
      """) != nil
  }

  private func lease(_ name: Name, now: Instant, in session: any Session) throws {
    let last: Int64? = try session.first(
      """
      SELECT last FROM number_block WHERE series = \(series) AND place_key = \(name.placeKey) AND year = \(name.year)
      ORDER BY first DESC LIMIT 1
      """
    ).map { try $0["last"] }
    let block = Block(first: (last ?? 0) + 1, last: (last ?? 0) + size, next: (last ?? 0) + 1)
    try session.execute(
      """
      INSERT INTO number_block (series, place_key, year, first, last, holder, leased_at)
      VALUES (\(series), \(name.placeKey), \(name.year), \(block.first), \(block.last), \(holder), \(now))
      """)
    blocks.withLock { $0[name] = block }
  }
}
