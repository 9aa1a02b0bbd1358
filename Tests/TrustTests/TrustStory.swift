import Foundation
import Kernel
import Store
import TestSupport

@testable import Trust

/// What the tests of this floor begin with: a database with two compartments, a key folder, a sealer, and 刘姨's matters.
struct TrustStory: Sendable {
  let database: Database
  let keys: KeyFolder
  let vault: Vault
  let sealer: Sealer
  static let now = Instant(milliseconds: 1_790_000_000_000)

  static func on(_ engine: Engine, onDisk: Bool = false, _ body: (TrustStory) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine, onDisk: onDisk) { database in
        let keys = try KeyFolder.create(at: folder + "/keys", now: now)
        try await body(try await TrustStory(database, keys))
      }
    }
  }

  init(_ database: Database, _ keys: KeyFolder) async throws {
    (self.database, self.keys) = (database, keys)
    vault = try await Vault.open(database: database, keys: keys, now: Self.now)
    sealer = try Sealer(database: database, headKey: keys.headKey(), holder: Self.id()) { Self.now }
  }

  static func id() -> EntityID {
    var random = SystemRandomNumberGenerator()
    return EntityID(now: now, random: &random)
  }

  static func event(
    _ action: String = "order.accepted", in compartment: Compartment = .registry, subject: EntityID = id(),
    change: [String: JSONValue] = ["item": "高龄津贴"]
  ) -> Event {
    Event(
      id: id(), compartment: compartment, action: action, subject: Subject(kind: "order", id: subject),
      actor: EventActor(accountID: id(), unitID: id(), role: "worker"), placeCode: "990501001001",
      happenedAt: now.adding(milliseconds: -60_000), recordedAt: now, requestID: id(), change: change)
  }

  /// Writes events one transaction each and seals them in batches.
  func record(_ count: Int, in compartment: Compartment = .registry) async throws {
    for number in 1...count {
      let event = Self.event("order.step\(number)", in: compartment)
      _ = try await database.write { try Journal.append(event, $0) }
      if number.isMultiple(of: 4) { try await sealer.sealOnce() }
    }
    try await sealer.sealOnce()
  }

  func heads() async throws -> [SignedHead] {
    try await database.read { try Journal.heads(of: [.registry, .organisation], $0) }
  }

  func verify(_ heads: [SignedHead] = []) async throws -> VerificationReport {
    try await Verifier(keys: keys.headPublicKeys()).verify(database, heads: heads)
  }

  func tamper(_ statements: String...) async throws {
    try await database.write { session in for statement in statements { try session.run(statement) } }
  }
}
