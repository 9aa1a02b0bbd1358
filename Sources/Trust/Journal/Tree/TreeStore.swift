import Foundation
import Kernel
import Store

/// All SQL about positions, tree nodes and heads.
enum TreeStore {
  /// How many events the compartment's stream holds.
  static func size(of compartment: Int64, _ session: any Session) throws -> Int64 {
    let last: Int64? = try session.value(
      "SELECT position FROM event_position WHERE compartment_key = ?1 ORDER BY position DESC LIMIT 1", compartment)
    return last ?? 0
  }

  static func node(_ node: MerkleNode, of compartment: Int64, _ session: any Session) throws -> Data {
    let hash: Data? = try session.value(
      "SELECT hash FROM tree_node WHERE compartment_key = ?1 AND level = ?2 AND number = ?3", compartment, node.level,
      node.number)
    guard let hash else { throw TreeError.missingNode(level: node.level, number: node.number) }
    return hash
  }

  static func frontier(of compartment: Int64, size: Int64, _ session: any Session) throws -> MerkleFrontier {
    MerkleFrontier(size: size, peaks: try Merkle.peaks(of: size).map { try node($0, of: compartment, session) })
  }

  static func write(_ head: SignedHead, of compartment: Int64, _ session: any Session) throws {
    try session.execute(
      """
      INSERT INTO tree_head (compartment_key, size, root, signed_at, key_id, signature)
      VALUES (\(compartment), \(head.size), \(head.root), \(head.signedAt), \(head.keyID), \(head.signature))
      """)
  }

  /// Writes rows of one statement's shape in pieces of 256, 128, … 1, so that few prepared statements serve all.
  static func insert(_ into: SQL, _ rows: [SQL], _ session: any Session) throws {
    try inPieces(rows) { piece in
      try session.execute(into + " VALUES " + SQL.joined(Array(piece), by: ", "))
    }
  }

  static func inPieces<Element>(_ rows: [Element], _ body: (ArraySlice<Element>) throws -> Void) rethrows {
    var rest = rows[...]
    var length = 256
    while !rest.isEmpty {
      while length > rest.count { length /= 2 }
      try body(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
  }
}

/// The stored tree can't be continued.
package enum TreeError: Error, Sendable, Hashable {
  /// A complete subtree's hash is missing: somebody removed rows. `quanke verify` says more.
  case missingNode(level: Int, number: Int64)
}
