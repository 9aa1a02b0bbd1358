import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Heads on paper, and proofs from the stored tree.
@Suite struct HeadTests {
  @Test(arguments: Engine.allCases)
  func `a printed head is read back and verifies with nothing but the public key`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      try await story.record(9)
      let head = try await story.heads()[0]
      let printed = head.line
      #expect(printed.hasPrefix("quanke-head v1 registry 9 \(head.root.hex) 2026-"))
      #expect(!printed.contains("\n"))
      let read = try #require(SignedHead(printed))
      #expect(read == head)
      let publicKey = try #require(HeadPublicKey(story.keys.headKey().publicKey.line))
      let verifier = Verifier(keys: HeadPublicKeys([publicKey]))
      try await story.record(5)
      #expect(try await verifier.verify(story.database, heads: [read]).isSound)
    }
  }

  @Test func `a head with another size, root, time or compartment isn't signed`() async throws {
    try await TrustStory.on(.sqlite) { story in
      try await story.record(3)
      let head = try await story.heads()[0]
      let keys = try story.keys.headPublicKeys()
      #expect(keys.verify(head))
      let forged = [
        head.line.replacing(" registry ", with: " organisation "), head.line.replacing(" 3 ", with: " 4 "),
        head.line.replacing("2026-", with: "2025-"),
        head.line.replacing(head.root.hex, with: Merkle.emptyRoot.hex),
      ]
      for line in forged { #expect(!keys.verify(try #require(SignedHead(line)))) }
      #expect(SignedHead("quanke-head v1 registry") == nil)
      #expect(SignedHead(head.line.replacing("v1", with: "v2")) == nil)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a head of another installation proves nothing here`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      try await story.record(6)
      let head = try await story.heads()[0]
      try await TrustStory.on(engine) { other in
        try await other.record(6)
        let found = try await other.verify([head]).findings.map(\.kind)
        #expect(Set(found) == [.badSignature, .recomputed])
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `one event is proved with a handful of hashes, and a head continues an older one`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      try await story.record(21)
      let old = try await story.heads()[0]
      try await story.record(16)
      let new = try await story.heads()[0]
      let key = try story.vault.key(of: .registry)
      try await story.database.read { session in
        let event = try Journal.events(in: .registry, after: 12, limit: 1, session)[0]
        let leaf = Event.digest(ofCanonical: try event.event.canonical())
        let proof = try Journal.inclusion(of: 13, size: new.size, in: key, session)
        #expect(proof.count <= 6)
        #expect(Merkle.includes(leaf: leaf, index: 12, size: new.size, root: new.root, proof: proof))
        let growth = try Journal.consistency(from: old.size, to: new.size, in: key, session)
        #expect(Merkle.isConsistent(old: old.size, oldRoot: old.root, size: new.size, root: new.root, proof: growth))
      }
    }
  }
}
