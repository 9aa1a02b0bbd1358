import Foundation
import Kernel
import Store

/// Verifies one compartment's stream: events against the stored tree, the tree against the signed heads.
struct StreamCheck {
  let compartment: Compartment
  let key: Int64
  let keys: HeadPublicKeys
  let session: any Session
  /// The tree from the events' own bytes, and the tree from the stored leaves: equal until something is wrong.
  private var actual = MerkleFrontier()
  private var stored = MerkleFrontier()
  /// Differences whose name waits for the next head: it says whether the events or the tree are right.
  private var pending: [Difference] = []
  /// Differences that have their names; two of them may yet turn out to be one swap.
  private var settled: [Difference] = []
  private var heads: HeadSequence
  private var nodes: NodeCheck
  private var lastGood: Int64 = 0
  private var recomputed = false
  private(set) var findings: [VerificationFinding] = []

  init(
    compartment: Compartment, key: Int64, keys: HeadPublicKeys, given: [SignedHead], session: any Session
  ) {
    (self.compartment, self.key, self.keys, self.session) = (compartment, key, keys, session)
    heads = HeadSequence(compartment: compartment, key: key, given: given, session: session)
    nodes = NodeCheck(compartment: compartment, key: key, session: session)
  }

  mutating func run() throws -> VerificationReport.Stream {
    let alignment = LeafAlignment(
      found: FoundLeaf.pages(of: compartment, key: key, session), stored: StoredLeaf.pages(of: key, session))
    var cut: Int64?
    while let step = try alignment.next() {
      try take(step, cut: &cut)
      try compareHeads()
      flushIfLong()
    }
    if let cut {
      pending.append(Difference(.cutTail, at: cut, "the tree goes on to position \(stored.size), the events don't"))
    }
    try checkHeadsBeyond()
    flush()
    settle()
    findings += try nodes.finish(size: stored.size)
    findings.sort { $0.position ?? .max < $1.position ?? .max }
    return VerificationReport.Stream(
      compartment: compartment, events: actual.size, root: actual.root, heads: heads.count)
  }

  private mutating func take(_ step: LeafAlignment.Step, cut: inout Int64?) throws {
    switch step {
    case .same(let event, let leaf):
      try grow(event, leaf)
      // After a removed event the others keep their numbers or were moved up; anything else is a change of its own.
      if event.position != stored.size, event.position != actual.size {
        pending.append(Difference(.altered, at: event.position, "its number should be \(stored.size)"))
      }
      noteColumns(event)
    case .other(let event, let leaf):
      try grow(event, leaf)
      pending.append(Difference(other: event, leaf))
    case .swapped(let first, let second, let firstLeaf, let secondLeaf):
      try grow(first, firstLeaf)
      try grow(second, secondLeaf)
      pending.append(Difference(.swapped, at: first.position, "with position \(second.position)"))
    case .removed(let leaf):
      try growStored(leaf.hash ?? Data())
      pending.append(Difference(.removed, at: leaf.number + 1, "the tree has it, the events don't"))
    case .inserted(let event):
      actual.append(event.hash ?? Data())
      pending.append(Difference(.inserted, at: event.position, "the tree doesn't have it"))
    case .cut(let leaf):
      try growStored(leaf.hash ?? Data())
      cut = cut ?? leaf.number + 1
    }
  }

  private mutating func grow(_ event: FoundLeaf, _ leaf: StoredLeaf) throws {
    actual.append(event.hash ?? Data())
    try growStored(leaf.hash ?? event.hash ?? Data())
  }

  private mutating func growStored(_ hash: Data) throws {
    var completed: [(MerkleNode, Data)] = []
    stored.append(hash) { completed.append(($0, $1)) }
    findings += try nodes.take(completed)
  }

  private mutating func noteColumns(_ event: FoundLeaf) {
    guard !event.columns.isEmpty else { return }
    findings.append(
      VerificationFinding(
        .altered, compartment, at: event.position, "its bytes say otherwise: \(event.columns.joined(separator: ", "))"))
  }

  private mutating func compareHeads() throws {
    while let head = try heads.next(upTo: stored.size) {
      if !keys.verify(head) { add(.badSignature, head.size, "the head of \(head.size) events") }
      let treeIsRight = head.size == stored.size && head.root == stored.root
      let eventsAreRight = head.size == actual.size && head.root == actual.root
      if treeIsRight || eventsAreRight {
        flush(treeIsRight: treeIsRight)
        lastGood = head.size
      } else if !recomputed {
        recomputed = true
        flush()
        add(
          .recomputed, lastGood + 1,
          "the signed head of \(head.size) events has another root; the first change is from here to \(head.size)"
        )
      }
    }
  }

  private mutating func checkHeadsBeyond() throws {
    var largest: Int64 = 0
    while let head = try heads.next(upTo: .max) {
      if !keys.verify(head) {
        add(.badSignature, head.size, "the head of \(head.size) events")
      } else {
        largest = head.size
      }
    }
    if largest > 0, !pending.contains(where: { $0.kind == .cutTail }) {
      pending.append(Difference(.cutTail, at: stored.size + 1, "a signed head covers \(largest) events"))
    }
  }

  /// Keeps memory bounded where no head comes for long, or where everything is wrong.
  private mutating func flushIfLong() {
    if pending.count > VerificationReport.most { flush() }
    if settled.count > VerificationReport.most { settle() }
  }

  private mutating func flush(treeIsRight: Bool = true) {
    settled +=
      treeIsRight ? pending : pending.map { Difference(.treeDamaged, at: $0.position, "a stored leaf is wrong") }
    pending = []
  }

  private mutating func settle() {
    for difference in Difference.pairingSwaps(settled) { add(difference.kind, difference.position, difference.detail) }
    settled = []
  }

  private mutating func add(_ kind: VerificationFinding.Kind, _ position: Int64, _ detail: String) {
    findings.append(VerificationFinding(kind, compartment, at: position, detail))
  }
}
