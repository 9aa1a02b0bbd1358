import Foundation

/// Inclusion and consistency proofs over complete subtrees, wherever they are kept.
package struct MerkleProofs {
  private let node: (MerkleNode) throws -> Data

  /// - Parameter node: the hash of a complete subtree.
  package init(node: @escaping (MerkleNode) throws -> Data) { self.node = node }

  /// The root of the first `size` leaves.
  package func root(size: Int64) throws -> Data { try Merkle.root(ofPeaks: Merkle.peaks(of: size).map(node)) }

  /// The audit path of a leaf (RFC 6962, 2.1.1), from the leaf up. `index` counts from 0.
  package func inclusion(of index: Int64, size: Int64) throws -> [Data] {
    precondition(index >= 0 && index < size)
    return try path(index, 0, size)
  }

  private func path(_ index: Int64, _ start: Int64, _ count: Int64) throws -> [Data] {
    guard count > 1 else { return [] }
    let left = largestPower(below: count)
    if index < left { return try path(index, start, left) + [hash(start + left, count - left)] }
    return try path(index - left, start + left, count - left) + [hash(start, left)]
  }

  /// The proof that the tree of `size` leaves begins with the tree of `old` leaves (RFC 6962, 2.1.2).
  package func consistency(from old: Int64, to size: Int64) throws -> [Data] {
    precondition(old >= 0 && old <= size)
    return old == 0 || old == size ? [] : try subproof(old, 0, size, whole: true)
  }

  private func subproof(_ old: Int64, _ start: Int64, _ count: Int64, whole: Bool) throws -> [Data] {
    if old == count { return whole ? [] : [try hash(start, count)] }
    let left = largestPower(below: count)
    if old <= left { return try subproof(old, start, left, whole: whole) + [hash(start + left, count - left)] }
    return try subproof(old - left, start + left, count - left, whole: false) + [hash(start, left)]
  }

  /// The hash of `count` leaves from `start`, which is a multiple of the largest power of two below `count`.
  private func hash(_ start: Int64, _ count: Int64) throws -> Data {
    if count.nonzeroBitCount == 1 {
      let level = count.trailingZeroBitCount
      return try node(MerkleNode(level: level, number: start >> level))
    }
    let left = largestPower(below: count)
    return Merkle.node(try hash(start, left), try hash(start + left, count - left))
  }

  private func largestPower(below count: Int64) -> Int64 { 1 << (63 - (count - 1).leadingZeroBitCount) }
}

/// Checking proofs with nothing but hashes, as RFC 9162 (2.1.3.2, 2.1.4.2) describes it.
extension Merkle {
  /// Whether the leaf stands at `index` (from 0) in the tree of `size` leaves with this root.
  package static func includes(leaf: Data, index: Int64, size: Int64, root: Data, proof: [Data]) -> Bool {
    guard index >= 0, index < size else { return false }
    var (position, last, hash) = (index, size - 1, leaf)
    for step in proof {
      guard last > 0 else { return false }
      if position & 1 == 1 || position == last {
        hash = node(step, hash)
        while position & 1 == 0, position != 0 { (position, last) = (position >> 1, last >> 1) }
      } else {
        hash = node(hash, step)
      }
      (position, last) = (position >> 1, last >> 1)
    }
    return last == 0 && hash == root
  }

  /// Whether the tree of `size` leaves with `root` begins with the tree of `old` leaves with `oldRoot`.
  package static func isConsistent(old: Int64, oldRoot: Data, size: Int64, root: Data, proof: [Data]) -> Bool {
    guard old >= 0, old <= size else { return false }
    if old == size { return proof.isEmpty && oldRoot == root }
    if old == 0 { return proof.isEmpty && oldRoot == emptyRoot }
    let steps = old.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
    guard let first = steps.first else { return false }
    var (position, last) = (old - 1, size - 1)
    while position & 1 == 1 { (position, last) = (position >> 1, last >> 1) }
    var (oldHash, hash) = (first, first)
    for step in steps.dropFirst() {
      guard last > 0 else { return false }
      if position & 1 == 1 || position == last {
        (oldHash, hash) = (node(step, oldHash), node(step, hash))
        while position & 1 == 0, position != 0 { (position, last) = (position >> 1, last >> 1) }
      } else {
        hash = node(hash, step)
      }
      (position, last) = (position >> 1, last >> 1)
    }
    return last == 0 && oldHash == oldRoot && hash == root
  }
}
