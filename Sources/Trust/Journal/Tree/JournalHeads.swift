import Foundation
import Kernel
import Store

/// Heads and proofs from the stored tree.
extension Journal {
  /// The newest signed head of each of the compartments that has one, by name.
  package static func heads(of compartments: [Compartment], _ session: any Session) throws -> [SignedHead] {
    try compartments.sorted().compactMap { compartment in
      try session.first(
        """
        SELECT h.size, h.root, h.signed_at, h.key_id, h.signature
        FROM tree_head h JOIN compartment c ON c.compartment_key = h.compartment_key
        WHERE c.name = \(compartment.name) ORDER BY h.size DESC LIMIT 1
        """
      ).map { try SignedHead(compartment: compartment, $0) }
    }
  }

  /// The proof that the event at `position` is in the stream's first `size` events.
  package static func inclusion(of position: Int64, size: Int64, in compartment: Int64, _ session: any Session) throws
    -> [Data]
  {
    try proofs(compartment, session).inclusion(of: position - 1, size: size)
  }

  /// The proof that a head of `size` events continues one of `old` events.
  package static func consistency(from old: Int64, to size: Int64, in compartment: Int64, _ session: any Session) throws
    -> [Data]
  {
    try proofs(compartment, session).consistency(from: old, to: size)
  }

  private static func proofs(_ compartment: Int64, _ session: any Session) -> MerkleProofs {
    MerkleProofs { try TreeStore.node($0, of: compartment, session) }
  }
}

extension SignedHead {
  init(compartment: Compartment, _ row: Row) throws {
    self.init(
      compartment: compartment, size: try row["size"], root: try row["root"], signedAt: try row["signed_at"],
      keyID: try row["key_id"], signature: try row["signature"])
  }
}
