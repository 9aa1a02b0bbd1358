import Foundation
import Kernel
import Store

/// Compares the stored subtrees above the leaves with what the stored leaves give, a batch at a time.
struct NodeCheck {
  let compartment: Compartment
  let key: Int64
  let session: any Session
  private var waiting: [MerkleNode: Data] = [:]
  private static let batch = 512

  init(compartment: Compartment, key: Int64, session: any Session) {
    (self.compartment, self.key, self.session) = (compartment, key, session)
  }

  mutating func take(_ completed: [(MerkleNode, Data)]) throws -> [VerificationFinding] {
    for (node, hash) in completed where node.level > 0 { waiting[node] = hash }
    return waiting.count < Self.batch ? [] : try compare()
  }

  /// - Parameter size: the number of leaves; more rows than they explain are found too.
  mutating func finish(size: Int64) throws -> [VerificationFinding] {
    var findings = try compare()
    let rows: Int64 = try session.value("SELECT count(*) FROM tree_node WHERE compartment_key = ?1", key) ?? 0
    let wanted = (0..<63).reduce(Int64(0)) { $0 + size >> $1 }
    if rows > wanted { findings.append(finding(nil, "\(rows - wanted) rows of the tree that no event explains")) }
    return findings
  }

  private mutating func compare() throws -> [VerificationFinding] {
    defer { waiting = [:] }
    var findings: [VerificationFinding] = []
    for (level, nodes) in Dictionary(grouping: waiting, by: { $0.key.level }).sorted(by: { $0.key < $1.key }) {
      let numbers = nodes.map(\.key.number).sorted()
      let rows = try session.all(
        """
        SELECT number, hash FROM tree_node WHERE compartment_key = \(key) AND level = \(level)
        AND number BETWEEN \(numbers[0]) AND \(numbers[numbers.count - 1])
        """)
      var hashes: [Int64: Data] = [:]
      for row in rows { hashes[try row["number"]] = try row["hash"] }
      for number in numbers where hashes[number] != waiting[MerkleNode(level: level, number: number)] {
        findings.append(finding((number + 1) << level, "the subtree of level \(level), number \(number)"))
      }
    }
    return findings
  }

  private func finding(_ position: Int64?, _ detail: String) -> VerificationFinding {
    VerificationFinding(.treeDamaged, compartment, at: position, detail)
  }
}
