import Crypto
import Foundation

/// Sealing, opening and blind indexes.
extension Vault {
  /// Seals a text for one place with AES-256-GCM under the compartment's present key.
  package func seal(_ text: String, in compartment: Compartment, at place: SealedPlace) throws -> Data {
    try seal(bytes: Data(text.utf8), in: compartment, at: place)
  }

  package func seal(bytes: Data, in compartment: Compartment, at place: SealedPlace) throws -> Data {
    guard let (id, key) = try room(compartment).seal else {
      throw VaultError.keyDestroyed(compartment: compartment.name)
    }
    let nonce = random(SealedValue.nonceLength)
    let box = try AES.GCM.sealed(bytes, key: key, authenticating: place.authenticated, nonce: nonce)
    return SealedValue(keyID: id, box: box).bytes
  }

  /// Opens a sealed text; the value names its key, and by it its compartment.
  /// - Throws: `VaultError.notAuthentic` at any other place than the one for which it was sealed.
  package func unseal(_ data: Data, at place: SealedPlace) throws -> String {
    guard let text = String(data: try unsealBytes(data, at: place), encoding: .utf8) else { throw VaultError.malformed }
    return text
  }

  package func unsealBytes(_ data: Data, at place: SealedPlace) throws -> Data {
    let value = try SealedValue(data)
    return try AES.GCM.opened(value.box, key: sealingKey(value.keyID), authenticating: place.authenticated)
  }

  /// The keyed digest by which equal texts find each other: the first 16 bytes of HMAC-SHA256 under the compartment's
  /// index key. `kind` keeps domains apart ("idNumber", "idLastFour", "phone", "phoneLastFour"); give the canonical
  /// text.
  package func index(_ text: String, kind: String, in compartment: Compartment) throws -> Data {
    try index(bytes: Data(text.utf8), kind: kind, in: compartment)
  }

  package func index(bytes: Data, kind: String, in compartment: Compartment) throws -> Data {
    guard let key = try room(compartment).index else {
      throw VaultError.keyDestroyed(compartment: compartment.name)
    }
    let mac = HMAC<SHA256>.authenticationCode(for: Data(kind.utf8) + [0] + bytes, using: key)
    return Data(mac.prefix(16))
  }
}
