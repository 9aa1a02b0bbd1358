import Crypto
import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// The end of a compartment: decision 4, kept with a backup made before.
@Suite struct DestructionTests {
  private static let place = SealedPlace(table: "case", row: TrustStory.id(), column: "note_sealed")
  private static let secret = "小航的谈话记录"

  /// The rows that a backup of the data would hold, and how to put them back.
  private static func backup(_ database: Database) async throws -> [Row] {
    try await database.read { try $0.all("SELECT * FROM compartment_secret") }
  }

  private static func restore(_ rows: [Row], into database: Database) async throws {
    try await database.write { session in
      try session.run("DELETE FROM compartment_secret")
      for row in rows {
        let columns = row.columns.joined(separator: ", ")
        try session.run(
          "INSERT INTO compartment_secret (\(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", row.values)
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a destroyed case stays closed in an old backup, and the others open`(engine: Engine) async throws {
    let doomed = Compartment(named: "case:doomed")!
    try await TrustStory.on(engine) { story in
      try await story.vault.create(doomed, now: TrustStory.now)
      let lost = try story.vault.seal(Self.secret, in: doomed, at: Self.place)
      let kept = try story.vault.seal(Self.secret, in: .registry, at: Self.place)
      let index = try story.vault.index("0420", kind: "idLastFour", in: .registry)
      let backup = try await Self.backup(story.database)
      let oldEpoch = try Data(contentsOf: URL(fileURLWithPath: story.keys.path + "/epoch-0001.key"))

      try await story.vault.destroy(doomed, now: TrustStory.now) { session in
        try Journal.append(TrustStory.event("compartment.destroyed", in: .organisation), session)
      }
      try Self.expectClosed(story.vault, lost: lost, kept: kept, index: index, doomed)
      #expect(try story.keys.epochs() == [2])

      // The backup with the key that was: it would open. That key is nowhere any more.
      let row = try #require(try backup.first { try $0["key_id"] == Data(lost[1..<17]) })
      let (id, wrapped): (Data, Data) = (try row["key_id"], try row["wrapped"])
      let bound = WrappedKey.authenticated(id: id, compartment: doomed.name, purpose: .seal, epoch: 1)
      let key = try AES.GCM.opened(wrapped, key: SymmetricKey(data: oldEpoch), authenticating: bound)
      for name in try FileManager.default.contentsOfDirectory(atPath: story.keys.path) {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: story.keys.path + "/" + name))
        #expect(bytes.range(of: oldEpoch) == nil && bytes.range(of: key) == nil)
        #expect(
          bytes.count != 32
            || (try? AES.GCM.opened(wrapped, key: SymmetricKey(data: bytes), authenticating: bound)) == nil)
        #expect(name.hasPrefix("destroyed-") || bytes.range(of: Data(id.hex.utf8)) == nil)
      }

      // Old data and the present key folder.
      try await Self.restore(backup, into: story.database)
      let restored = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      try Self.expectClosed(restored, lost: lost, kept: kept, index: index, doomed)

      // And it stays so through the next epoch.
      try await restored.advanceEpoch(now: TrustStory.now)
      try await Self.restore(backup, into: story.database)
      let again = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      try Self.expectClosed(again, lost: lost, kept: kept, index: index, doomed)
      #expect(try story.keys.epochs() == [3])
    }
  }

  private static func expectClosed(_ vault: Vault, lost: Data, kept: Data, index: Data, _ doomed: Compartment) throws {
    let closed = VaultError.keyDestroyed(compartment: doomed.name)
    #expect(throws: closed) { try vault.unseal(lost, at: place) }
    #expect(throws: closed) { try vault.seal("more", in: doomed, at: place) }
    #expect(throws: closed) { try vault.index("0420", kind: "idLastFour", in: doomed) }
    #expect(try vault.unseal(kept, at: place) == secret)
    #expect(try vault.index("0420", kind: "idLastFour", in: .registry) == index)
  }

  @Test(arguments: Engine.allCases)
  func `another node forgets the key soon`(engine: Engine) async throws {
    let doomed = Compartment(named: "case:doomed")!
    try await TrustStory.on(engine, onDisk: true) { story in
      try await story.vault.create(doomed, now: TrustStory.now)
      let other = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      let sealed = try other.seal(Self.secret, in: doomed, at: Self.place)
      let following = Task { await other.follow(every: .milliseconds(10)) }
      try await story.vault.destroy(doomed, now: TrustStory.now)
      try await SealingTests.eventually { (try? other.unseal(sealed, at: Self.place)) == nil }
      following.cancel()
      #expect(throws: VaultError.keyDestroyed(compartment: doomed.name)) { try other.unseal(sealed, at: Self.place) }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a destruction whose transaction fails leaves everything as it was`(engine: Engine) async throws {
    struct Refused: Error {}
    let spared = Compartment(named: "case:spared")!
    try await TrustStory.on(engine) { story in
      try await story.vault.create(spared, now: TrustStory.now)
      let sealed = try story.vault.seal(Self.secret, in: spared, at: Self.place)
      let backup = try await Self.backup(story.database)
      await #expect(throws: Refused.self) {
        try await story.vault.destroy(spared, now: TrustStory.now) { _ in throw Refused() }
      }
      #expect(try story.vault.unseal(sealed, at: Self.place) == Self.secret)
      let next = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      #expect(try next.unseal(sealed, at: Self.place) == Self.secret)
      try await next.advanceEpoch(now: TrustStory.now)
      try await Self.restore(backup, into: story.database)
      let restored = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      #expect(try restored.unseal(sealed, at: Self.place) == Self.secret)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a crash between the commit and the erasure is made good at the next start`(engine: Engine) async throws {
    let doomed = Compartment(named: "case:doomed")!
    try await TrustStory.on(engine) { story in
      try await story.vault.create(doomed, now: TrustStory.now)
      let old = try Data(contentsOf: URL(fileURLWithPath: story.keys.path + "/epoch-0001.key"))
      try await story.vault.destroy(doomed, now: TrustStory.now)
      for name in try FileManager.default.contentsOfDirectory(atPath: story.keys.path)
      where name.hasPrefix("destroyed-") {
        unlink(story.keys.path + "/" + name)
      }
      try story.keys.make("epoch-0001.key", old)
      try story.keys.make(".epoch-0001.key.left", old)
      try story.keys.make("epoch-0003.key.strange", old)
      _ = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      #expect(try story.keys.epochs() == [2])
      #expect(try story.keys.destroyed().count == 2)
      let left = try FileManager.default.contentsOfDirectory(atPath: story.keys.path)
      #expect(left.allSatisfy { !$0.contains("epoch-0001") } && left.contains("epoch-0003.key.strange"))
    }
  }

  @Test(arguments: Engine.allCases)
  func `two cases destroyed at once are both gone for ever`(engine: Engine) async throws {
    let doomed = (1...4).map { Compartment(named: "case:\($0)")! }
    try await TrustStory.on(engine, onDisk: true) { story in
      for compartment in doomed { try await story.vault.create(compartment, now: TrustStory.now) }
      let sealed = try doomed.map { try story.vault.seal(Self.secret, in: $0, at: Self.place) }
      let backup = try await Self.backup(story.database)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for compartment in doomed { group.addTask { try await story.vault.destroy(compartment, now: TrustStory.now) } }
        try await group.waitForAll()
      }
      try await Self.restore(backup, into: story.database)
      let vault = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
      for (compartment, bytes) in zip(doomed, sealed) {
        #expect(throws: VaultError.keyDestroyed(compartment: compartment.name)) {
          try vault.unseal(bytes, at: Self.place)
        }
      }
      #expect(try story.keys.epochs().count == 1)
    }
  }
}
