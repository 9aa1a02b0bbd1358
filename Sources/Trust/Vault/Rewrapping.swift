import Crypto
import Foundation
import Kernel
import Store

/// Wraps keys by another epoch's key, inside one transaction that holds `VaultStore.lock`.
struct Rewrapping {
  let epoch: Int64
  let random: RandomBytes
  let now: Instant
  private let opener: KeyOpener

  init(keys: KeyFolder, epoch: Int64, random: RandomBytes, now: Instant) throws {
    (self.epoch, self.random, self.now) = (epoch, random, now)
    opener = try KeyOpener(keys)
  }

  static func destroyed(_ rows: [WrappedKey]) -> [String: Instant] {
    var found: [String: Instant] = [:]
    for row in rows { found[row.id.hex] = row.destroyedAt }
    return found
  }

  /// Wraps all keys by `epoch` except those of the compartment, which it destroys. Returns the epoch's ring.
  func run(destroying compartment: Compartment?, _ session: any Session) throws -> KeyRing {
    var next = KeyRing(epoch: epoch)
    for row in try VaultStore.keys(session) where row.wrapped != nil {
      if row.compartment == compartment {
        try VaultStore.destroy(id: row.id, at: now, session)
      } else {
        guard let key = opener.open(row) else {
          throw VaultError.keyFolderDoesNotFit(compartments: [row.compartment.name])
        }
        let entry = try wrap(key, name: row.id, compartment: row.compartment.name, purpose: row.purpose)
        next.keys[row.id.hex] = entry
        try VaultStore.rewrap(id: row.id, epoch: epoch, wrapped: entry.wrapped, session)
      }
    }
    try carry(into: &next, but: compartment)
    return next
  }

  /// Keys that only a ring knows, since the data were restored from before they were made.
  private func carry(into next: inout KeyRing, but destroyed: Compartment?) throws {
    for (name, entry) in opener.rings.flatMap(\.keys) where next.keys[name] == nil && opener.destroyed[name] == nil {
      guard entry.compartment != destroyed?.name, let id = Data(hex: name), let (_, _, key) = opener.ringEntry(id)
      else {
        continue
      }
      next.keys[name] = try wrap(key, name: id, compartment: entry.compartment, purpose: entry.purpose)
    }
  }

  private func wrap(_ key: SymmetricKey, name: Data, compartment: String, purpose: KeyPurpose) throws -> KeyRing.Entry {
    guard let epochKey = opener.epochKey(epoch) else { throw VaultError.unknownKey }
    let wrapped = try WrappedKey.wrap(
      key, id: name, compartment: compartment, purpose: purpose, epoch: epoch, by: epochKey,
      nonce: random(SealedValue.nonceLength))
    return KeyRing.Entry(compartment: compartment, purpose: purpose, wrapped: wrapped)
  }

  /// Takes from the rings what the data hold in the wrapping of an erased epoch, and destroys what the folder knows as
  /// destroyed. Returns the oldest epoch that the data still need.
  func heal(_ session: any Session) throws -> Int64? {
    var needed: Set<Int64> = []
    var strangers: Set<String> = []
    for row in try VaultStore.keys(session) where row.wrapped != nil {
      if let time = opener.destroyed[row.id.hex] {
        try VaultStore.destroy(id: row.id, at: time, session)
      } else if opener.open(row) == nil {
        strangers.insert(row.compartment.name)
      } else if opener.epochKey(row.epoch) == nil, let (epoch, entry, _) = opener.ringEntry(row.id) {
        try VaultStore.rewrap(id: row.id, epoch: epoch, wrapped: entry.wrapped, session)
        needed.insert(epoch)
      } else {
        needed.insert(row.epoch)
      }
    }
    guard strangers.isEmpty else { throw VaultError.keyFolderDoesNotFit(compartments: strangers.sorted()) }
    return needed.min()
  }
}
