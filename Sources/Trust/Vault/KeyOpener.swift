import Crypto
import Foundation
import Kernel

/// Unwraps keys with what the folder holds at one moment: the epoch's key, or else the ring of a later epoch.
struct KeyOpener {
  private let epochKeys: [Int64: SymmetricKey]
  /// The newest first.
  let rings: [KeyRing]
  let destroyed: [String: Instant]

  init(_ folder: KeyFolder) throws {
    var found: [Int64: SymmetricKey] = [:]
    for epoch in try folder.epochs() { found[epoch] = try folder.epochKey(epoch) }
    epochKeys = found
    rings = try folder.rings()
    destroyed = try folder.destroyed()
  }

  func epochKey(_ epoch: Int64) -> SymmetricKey? { epochKeys[epoch] }
  var newestEpoch: Int64? { epochKeys.keys.max() }

  /// The key, or nil if it was destroyed or this folder doesn't open it.
  func open(_ row: WrappedKey) -> SymmetricKey? {
    guard let wrapped = row.wrapped, destroyed[row.id.hex] == nil else { return nil }
    return open(wrapped, row.id, row.compartment.name, row.purpose, row.epoch) ?? ringEntry(row.id)?.key
  }

  /// What a ring holds of a key, opened.
  func ringEntry(_ id: Data) -> (epoch: Int64, entry: KeyRing.Entry, key: SymmetricKey)? {
    for ring in rings {
      guard let entry = ring.keys[id.hex] else { continue }
      if let key = open(entry.wrapped, id, entry.compartment, entry.purpose, ring.epoch) {
        return (ring.epoch, entry, key)
      }
    }
    return nil
  }

  private func open(
    _ wrapped: Data, _ id: Data, _ compartment: String, _ purpose: KeyPurpose, _ epoch: Int64
  ) -> SymmetricKey? {
    let place = WrappedKey.authenticated(id: id, compartment: compartment, purpose: purpose, epoch: epoch)
    return epochKeys[epoch]
      .flatMap { try? AES.GCM.opened(wrapped, key: $0, authenticating: place) }.map { SymmetricKey(data: $0) }
  }
}
