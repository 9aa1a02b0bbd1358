import Crypto
import Foundation
import Kernel
import Store

/// All SQL about compartments and their wrapped keys. Writes hold `VaultStore.lock`.
enum VaultStore {
  static let lock = Lock.named("vault")

  static func compartments(_ session: any Session) throws -> [Compartment: Int64] {
    var found: [Compartment: Int64] = [:]
    for row in try session.all("SELECT name, compartment_key FROM compartment") {
      guard let compartment = Compartment(named: try row["name"]) else { throw StoreError.column("name") }
      found[compartment] = try row["compartment_key"]
    }
    return found
  }

  /// All keys, the oldest first.
  static func keys(_ session: any Session) throws -> [WrappedKey] {
    try session.all(
      """
      SELECT s.key_id, c.name, s.purpose, s.epoch, s.wrapped, s.retired_at, s.destroyed_at
      FROM compartment_secret s JOIN compartment c ON c.compartment_key = s.compartment_key
      ORDER BY s.created_at, s.key_id
      """
    ).map { row in
      guard let compartment = Compartment(named: try row["name"]),
        let purpose = KeyPurpose(rawValue: try row["purpose"])
      else { throw StoreError.column("purpose") }
      let retired: Instant? = try row["retired_at"]
      return WrappedKey(
        id: try row["key_id"], compartment: compartment, purpose: purpose, epoch: try row["epoch"],
        wrapped: try row["wrapped"], retired: retired != nil,
        destroyedAt: try row["destroyed_at"])
    }
  }

  /// Makes a compartment with its two keys, unless it is there.
  static func create(
    _ compartment: Compartment, opener: KeyOpener, random: RandomBytes, now: Instant, _ session: any Session
  ) throws {
    let made = try session.execute(
      """
      INSERT INTO compartment (name, created_at) VALUES (\(compartment.name), \(now)) ON CONFLICT (name) DO NOTHING
      """)
    guard made == 1 else { return }
    guard let epoch = opener.newestEpoch, let epochKey = opener.epochKey(epoch) else { throw VaultError.unknownKey }
    for purpose in KeyPurpose.allCases {
      let id = random(SealedValue.keyNameLength)
      let wrapped = try WrappedKey.wrap(
        SymmetricKey(data: random(32)), id: id, compartment: compartment.name, purpose: purpose, epoch: epoch,
        by: epochKey, nonce: random(SealedValue.nonceLength))
      try session.execute(
        """
        INSERT INTO compartment_secret (key_id, compartment_key, purpose, epoch, wrapped, created_at)
        SELECT \(id), compartment_key, \(purpose.rawValue), \(epoch), \(wrapped), \(now)
        FROM compartment WHERE name = \(compartment.name)
        """)
    }
  }

  static func rewrap(id: Data, epoch: Int64, wrapped: Data, _ session: any Session) throws {
    try session.execute(
      "UPDATE compartment_secret SET epoch = \(epoch), wrapped = \(wrapped) WHERE key_id = \(id)")
  }

  static func destroy(id: Data, at time: Instant, _ session: any Session) throws {
    try session.execute(
      "UPDATE compartment_secret SET wrapped = NULL, destroyed_at = \(time) WHERE key_id = \(id)")
  }
}
