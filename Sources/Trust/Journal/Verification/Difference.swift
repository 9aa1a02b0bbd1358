import Foundation

/// Where the events and the stored tree don't agree.
struct Difference {
  let kind: VerificationFinding.Kind
  let position: Int64
  let detail: String
  /// What stands there, and what the tree has there.
  private var found: Data?
  private var stored: Data?

  init(_ kind: VerificationFinding.Kind, at position: Int64, _ detail: String) {
    self.kind = kind
    self.position = position
    self.detail = detail
  }

  init(other event: FoundLeaf, _ leaf: StoredLeaf) {
    if event.hash == nil {
      self.init(.removed, at: event.position, "the event's row is gone")
    } else if leaf.hash == nil {
      self.init(.treeDamaged, at: event.position, "a stored leaf is gone")
    } else if event.columns.contains("digest") {
      self.init(.altered, at: event.position, "the bytes don't have the digest that was sealed")
    } else {
      self.init(.altered, at: event.position, "another event stands where this one was sealed")
    }
    (found, stored) = (event.hash, leaf.hash)
  }

  /// Two positions that hold each other's event are one swap.
  static func pairingSwaps(_ differences: [Difference]) -> [Difference] {
    var byStored: [Data: Int] = [:]
    for (index, difference) in differences.enumerated() { if let hash = difference.stored { byStored[hash] = index } }
    return differences.enumerated().compactMap { index, difference in
      guard let found = difference.found, let other = byStored[found], other != index,
        differences[other].found == difference.stored
      else { return difference }
      guard index < other else { return nil }
      return Difference(.swapped, at: difference.position, "with position \(differences[other].position)")
    }
  }
}
