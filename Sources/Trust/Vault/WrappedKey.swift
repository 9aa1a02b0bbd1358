import Crypto
import Foundation
import Kernel
import Store

/// What a compartment's key is for.
enum KeyPurpose: String, Codable, Sendable, CaseIterable { case seal, index }

/// A row of `compartment_secret` with its compartment.
struct WrappedKey: Sendable {
  let id: Data
  let compartment: Compartment
  let purpose: KeyPurpose
  let epoch: Int64
  /// Nil once destroyed.
  let wrapped: Data?
  let retired: Bool
  let destroyedAt: Instant?

  /// What the wrapping authenticates: the key can't be passed off as another's.
  static func authenticated(id: Data, compartment: String, purpose: KeyPurpose, epoch: Int64) -> Data {
    Data("quanke key 1\0".utf8) + id + Data("\(epoch)\0\(purpose.rawValue)\0\(compartment)".utf8)
  }

  static func wrap(
    _ key: SymmetricKey, id: Data, compartment: String, purpose: KeyPurpose, epoch: Int64, by epochKey: SymmetricKey,
    nonce: Data
  ) throws -> Data {
    let place = authenticated(id: id, compartment: compartment, purpose: purpose, epoch: epoch)
    return try AES.GCM.sealed(key.withUnsafeBytes { Data($0) }, key: epochKey, authenticating: place, nonce: nonce)
  }
}
