import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Somebody with the database's own password changes the past; verification finds it and says what it was.
@Suite struct TamperingTests {
  private static let ofEvent = "event_key = (SELECT event_key FROM event_position WHERE position = "

  private func tampered(
    _ engine: Engine, events: Int = 20, by change: (TrustStory) async throws -> Void
  ) async throws -> [String] {
    var found: [String] = []
    try await TrustStory.on(engine) { story in
      try await story.record(events)
      let heads = try await story.heads()
      let before = try await story.verify(heads)
      #expect(before.isSound, "\(before.findings)")
      #expect(before.streams.map(\.events) == [0, Int64(events)])
      try await change(story)
      let report = try await story.verify(heads)
      #expect(!report.isSound)
      found = report.findings.map { "\($0.kind.rawValue) \($0.position ?? 0)" }
    }
    return found
  }

  @Test(arguments: Engine.allCases)
  func `one changed byte`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.rewrite(position: 7) { $0.replacing("order.step7", with: "order.step8") }
    }
    #expect(found == ["altered 7"])
  }

  @Test(arguments: Engine.allCases)
  func `changed bytes with a fitting digest`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.rewrite(position: 7, digest: true) { $0.replacing("高龄津贴", with: "低保待遇") }
    }
    #expect(found == ["altered 7"])
  }

  @Test(
    arguments: Engine.allCases,
    [
      "action = 'order.closed'", "subject_kind = 'person'", "recorded_at = recorded_at + 1",
      "digest = canonical", "place_key = NULL, account_key = NULL, subject_id = id",
    ])
  func `a column that repeats the bytes`(engine: Engine, column: String) async throws {
    let found = try await tampered(engine) { try await $0.tamper("UPDATE event SET \(column) WHERE \(Self.ofEvent)7)") }
    #expect(found == ["altered 7"])
  }

  @Test(arguments: Engine.allCases)
  func `a removed event, and the others moved up`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.tamper(
        "CREATE TABLE loot AS SELECT event_key FROM event_position WHERE position = 7",
        "DELETE FROM event_position WHERE position = 7",
        "DELETE FROM event WHERE event_key IN (SELECT event_key FROM loot)",
        "UPDATE event_position SET position = position + 1000 WHERE position > 7",
        "UPDATE event_position SET position = position - 1001 WHERE position > 1000")
    }
    #expect(found == ["removed 7"])
  }

  @Test(arguments: Engine.allCases)
  func `three removed events, leaving a gap`(engine: Engine) async throws {
    let found = try await tampered(engine) {
      try await $0.tamper("DELETE FROM event_position WHERE position BETWEEN 7 AND 9")
    }
    #expect(found == ["removed 7", "removed 8", "removed 9", "inserted 0", "inserted 0", "inserted 0"])
  }

  @Test(arguments: Engine.allCases)
  func `an inserted event`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      let key = try await story.database.write { session in
        let key = try Journal.append(TrustStory.event("order.closed"), session)
        try session.run("DELETE FROM event_unsealed WHERE event_key = ?1", key)
        return key
      }
      try await story.tamper(
        "UPDATE event_position SET position = position + 1000 WHERE position >= 7",
        "UPDATE event_position SET position = position - 999 WHERE position > 1000",
        "INSERT INTO event_position (compartment_key, position, event_key) "
          + "SELECT compartment_key, 7, event_key FROM event WHERE event_key = \(key)")
    }
    #expect(found == ["inserted 7"])
  }

  @Test(arguments: Engine.allCases)
  func `an event that was put in without a place`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      _ = try await story.database.write { try Journal.append(TrustStory.event("order.closed"), $0) }
      try await story.tamper("DELETE FROM event_unsealed")
    }
    #expect(found == ["inserted 0"])
  }

  @Test(arguments: Engine.allCases, [8, 12])
  func `a swapped pair`(engine: Engine, other: Int) async throws {
    let found = try await tampered(engine) { story in
      try await story.tamper(
        "UPDATE event_position SET position = 1000 WHERE position = 7",
        "UPDATE event_position SET position = 7 WHERE position = \(other)",
        "UPDATE event_position SET position = \(other) WHERE position = 1000")
    }
    #expect(found == ["swapped 7"])
  }

  @Test(arguments: Engine.allCases)
  func `a cut tail, with its part of the tree and its heads`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.tamper(
        "CREATE TABLE loot AS SELECT event_key FROM event_position WHERE position > 16",
        "DELETE FROM event_position WHERE position > 16",
        "DELETE FROM event WHERE event_key IN (SELECT event_key FROM loot)",
        "DELETE FROM tree_node WHERE level = 0 AND number >= 16",
        "DELETE FROM tree_node WHERE level = 1 AND number >= 8",
        "DELETE FROM tree_node WHERE level = 2 AND number >= 4", "DELETE FROM tree_head WHERE size > 16")
    }
    #expect(found == ["cutTail 17"])
  }

  @Test(arguments: Engine.allCases)
  func `a cut tail that left the tree`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.tamper(
        "CREATE TABLE loot AS SELECT event_key FROM event_position WHERE position > 17",
        "DELETE FROM event_position WHERE position > 17",
        "DELETE FROM event WHERE event_key IN (SELECT event_key FROM loot)")
    }
    #expect(found == ["cutTail 18"])
  }

  @Test(arguments: Engine.allCases)
  func `the whole history recomputed and signed anew by somebody with the keys`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      try await story.rewrite(position: 7, digest: true) { $0.replacing("高龄津贴", with: "低保待遇") }
      try await story.tamper(
        "DELETE FROM tree_head", "DELETE FROM tree_node", "DELETE FROM event_position",
        "INSERT INTO event_unsealed (event_key) SELECT event_key FROM event")
      try await story.sealer.sealOnce()
      #expect(try await story.verify().isSound, "without the kept head nobody can tell")
    }
    #expect(found == ["recomputed 1"])
  }

  @Test(arguments: Engine.allCases)
  func `the tree recomputed without the keys`(engine: Engine) async throws {
    let found = try await tampered(engine) { story in
      let heads = try await story.database.read { try $0.all("SELECT * FROM tree_head ORDER BY size") }
      try await story.rewrite(position: 7, digest: true) { $0.replacing("高龄津贴", with: "低保待遇") }
      try await story.tamper(
        "DELETE FROM tree_head", "DELETE FROM tree_node", "DELETE FROM event_position",
        "INSERT INTO event_unsealed (event_key) SELECT event_key FROM event")
      try await story.sealer.sealOnce()
      try await story.tamper("DELETE FROM tree_head")
      try await story.database.write { session in
        for head in heads {
          try session.run(
            "INSERT INTO tree_head (compartment_key, size, root, signed_at, key_id, signature) "
              + "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", head.values)
        }
      }
    }
    #expect(found == ["recomputed 5"], "heads of 4 are right, of 8 are not")
  }

  @Test(arguments: Engine.allCases)
  func `a damaged tree and a forged head`(engine: Engine) async throws {
    let tree = try await tampered(engine) { story in
      try await story.tamper(
        "UPDATE tree_node SET hash = (SELECT root FROM tree_head WHERE size = 4) WHERE level = 0 AND number = 6")
    }
    #expect(Set(tree) == ["treeDamaged 7", "treeDamaged 8", "treeDamaged 16"])
    let above = try await tampered(engine) {
      try await $0.tamper("DELETE FROM tree_node WHERE level = 2 AND number = 1")
    }
    #expect(above == ["treeDamaged 8"])
    let head = try await tampered(engine) { story in
      try await story.tamper("UPDATE tree_head SET signed_at = signed_at + 1 WHERE size = 8")
    }
    #expect(head == ["badSignature 8"])
  }

  @Test(arguments: Engine.allCases)
  func `a state that no act explains`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let check = Verifier.Check("order state") { session in
        try session.all("SELECT name FROM compartment WHERE name = 'registry'").map { try $0["name"] }
      }
      let report = try await Verifier(keys: story.keys.headPublicKeys(), checks: [check]).verify(story.database)
      #expect(report.findings.map(\.description) == ["unexplained: order state: registry"])
    }
  }
}

extension TrustStory {
  /// Changes the bytes of an event in place, as an attacker would; with `digest` also the digest and the column.
  func rewrite(position: Int64, digest: Bool = false, _ change: @escaping @Sendable (String) -> String) async throws {
    try await database.write { session in
      let row = try session.first(
        """
        SELECT e.event_key, e.canonical FROM event e JOIN event_position p ON p.event_key = e.event_key
        WHERE p.position = \(position)
        """)
      guard let key: Int64 = try row?["event_key"], let old: Data = try row?["canonical"] else { return }
      let new = old.prefix(1) + Data(change(String(decoding: old.dropFirst(), as: UTF8.self)).utf8)
      try session.execute("UPDATE event SET canonical = \(Data(new)) WHERE event_key = \(key)")
      if digest { try session.execute("UPDATE event SET digest = \(Merkle.leaf(new)) WHERE event_key = \(key)") }
    }
  }
}
