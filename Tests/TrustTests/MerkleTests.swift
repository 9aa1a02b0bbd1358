import Crypto
import Foundation
import Testing

@testable import Trust

/// The tree against the definitions of RFC 6962, written down a second time in the plainest way, and against the known
/// answers of Certificate Transparency's own implementation.
@Suite struct MerkleTests {
  /// Leaves, roots and proofs of certificate-transparency's `merkle_tree_test.cc` (also in RFC 9162 implementations).
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  .map { Data(hex: $0)! }
  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `the roots of the published trees come out`() {
    #expect(Merkle.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    var frontier = MerkleFrontier()
    for (leaf, root) in zip(Self.leaves, Self.roots) {
      frontier.append(Merkle.leaf(leaf))
      #expect(frontier.root.hex == root)
    }
  }

  @Test func `the published proofs come out`() throws {
    let proofs = Tree(Self.leaves.map(Merkle.leaf)).proofs
    #expect(
      try proofs.inclusion(of: 0, size: 8).map(\.hex) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    #expect(
      try proofs.consistency(from: 1, to: 8).map(\.hex) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    #expect(
      try proofs.consistency(from: 6, to: 8).map(\.hex) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
  }

  @Test func `every size up to 70 agrees with the definition`() throws {
    let leaves = (0..<70).map { Merkle.leaf(Data("event \($0)".utf8)) }
    let tree = Tree(leaves)
    for size in 1...70 {
      #expect(try tree.proofs.root(size: Int64(size)) == Self.root(leaves.prefix(size)))
      #expect(MerkleFrontier(size: Int64(size), peaks: tree.peaks(Int64(size))).root == Self.root(leaves.prefix(size)))
    }
  }

  @Test func `every proof holds, and none holds for anything else`() throws {
    let leaves = (0..<33).map { Merkle.leaf(Data("event \($0)".utf8)) }
    let tree = Tree(leaves)
    for size in Int64(1)...33 {
      let root = try tree.proofs.root(size: size)
      for index in 0..<size {
        let proof = try tree.proofs.inclusion(of: index, size: size)
        let leaf = leaves[Int(index)]
        #expect(Merkle.includes(leaf: leaf, index: index, size: size, root: root, proof: proof))
        #expect(!Merkle.includes(leaf: Merkle.leaf(Data()), index: index, size: size, root: root, proof: proof))
        #expect(
          size == 1 || !Merkle.includes(leaf: leaf, index: (index + 1) % size, size: size, root: root, proof: proof))
        #expect(!Merkle.includes(leaf: leaf, index: index, size: size, root: root, proof: proof + [leaf]))
      }
      for old in Int64(0)...size {
        let (proof, before) = (try tree.proofs.consistency(from: old, to: size), try tree.proofs.root(size: old))
        #expect(Merkle.isConsistent(old: old, oldRoot: before, size: size, root: root, proof: proof))
        guard old > 0, old < size else { continue }
        #expect(!Merkle.isConsistent(old: old, oldRoot: Merkle.leaf(Data()), size: size, root: root, proof: proof))
        #expect(!Merkle.isConsistent(old: old, oldRoot: before, size: size, root: before, proof: proof))
      }
    }
  }

  /// MTH of RFC 6962, 2.1, word for word.
  static func root(_ leaves: ArraySlice<Data>) -> Data {
    guard leaves.count > 1 else { return leaves.first ?? Merkle.emptyRoot }
    var left = 1
    while left * 2 < leaves.count { left *= 2 }
    return Merkle.node(root(leaves.prefix(left)), root(leaves.dropFirst(left)))
  }

  /// A tree whose complete subtrees lie in memory.
  struct Tree {
    var nodes: [MerkleNode: Data] = [:]
    init(_ leaves: [Data]) {
      var frontier = MerkleFrontier()
      for leaf in leaves { frontier.append(leaf) { nodes[$0] = $1 } }
    }
    var proofs: MerkleProofs { MerkleProofs { try #require(nodes[$0]) } }
    func peaks(_ size: Int64) -> [Data] { Merkle.peaks(of: size).compactMap { nodes[$0] } }
  }
}
