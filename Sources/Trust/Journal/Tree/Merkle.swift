import Crypto
import Foundation

/// The hashes of a Merkle tree as Certificate Transparency defines them (RFC 6962, 2.1).
package enum Merkle {
  /// The root of the empty tree: the SHA-256 of nothing.
  package static let emptyRoot = Data(SHA256.hash(data: Data()))

  package static func leaf(_ bytes: Data) -> Data {
    var hash = SHA256()
    hash.update(data: [0])
    hash.update(data: bytes)
    return Data(hash.finalize())
  }

  package static func node(_ left: Data, _ right: Data) -> Data {
    var hash = SHA256()
    hash.update(data: [1])
    hash.update(data: left)
    hash.update(data: right)
    return Data(hash.finalize())
  }

  /// The complete subtrees that make a tree of `size` leaves, the largest first.
  static func peaks(of size: Int64) -> [MerkleNode] {
    var peaks: [MerkleNode] = []
    var start: Int64 = 0
    for level in stride(from: 62, through: 0, by: -1) where size & (1 << level) != 0 {
      peaks.append(MerkleNode(level: level, number: start >> level))
      start += 1 << level
    }
    return peaks
  }

  static func root(ofPeaks peaks: [Data]) -> Data {
    guard let last = peaks.last else { return emptyRoot }
    return peaks.dropLast().reversed().reduce(last) { node($1, $0) }
  }
}

/// A complete subtree: 2^level leaves, the number-th of that size from the left.
package struct MerkleNode: Hashable, Sendable {
  package let level: Int
  package let number: Int64

  package init(level: Int, number: Int64) {
    self.level = level
    self.number = number
  }
}

/// The right edge of a growing tree: all that is needed to append and to know the root, at most 63 hashes.
package struct MerkleFrontier: Sendable, Hashable {
  package private(set) var size: Int64 = 0
  /// The complete subtrees, the largest first.
  private var peaks: [Data] = []

  package init() {}

  init(size: Int64, peaks: [Data]) {
    self.size = size
    self.peaks = peaks
  }

  package var root: Data { Merkle.root(ofPeaks: peaks) }

  package mutating func append(_ leaf: Data) { append(leaf) { _, _ in } }

  /// Appends a leaf hash; `completed` is called for the leaf and for each subtree that it completes.
  package mutating func append(_ leaf: Data, completed: (MerkleNode, Data) throws -> Void) rethrows {
    var hash = leaf
    var level = 0
    try completed(MerkleNode(level: 0, number: size), hash)
    while size & (1 << level) != 0 {
      hash = Merkle.node(peaks.removeLast(), hash)
      level += 1
      try completed(MerkleNode(level: level, number: size >> level), hash)
    }
    peaks.append(hash)
    size += 1
  }
}
