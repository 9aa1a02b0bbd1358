import Crypto
import Foundation
import Kernel

/// The Ed25519 key (RFC 8032) with which an installation signs the heads of its journal.
package struct HeadKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  init(_ key: Curve25519.Signing.PrivateKey) { self.key = key }

  package var publicKey: HeadPublicKey { HeadPublicKey(key.publicKey) }

  package func sign(compartment: Compartment, size: Int64, root: Data, at time: Instant) throws -> SignedHead {
    let body = SignedHead.body(compartment: compartment, size: size, root: root, signedAt: time)
    return SignedHead(
      compartment: compartment, size: size, root: root, signedAt: time, keyID: publicKey.id,
      signature: try key.signature(for: body))
  }
}

extension HeadKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "HeadKey(\(publicKey.id.hex))" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What checks a head: given away freely, printed as `quanke-head-key v1 <64 hex digits>`.
package struct HeadPublicKey: Sendable {
  private let key: Curve25519.Signing.PublicKey
  /// The first 16 bytes of the key's SHA-256.
  package let id: Data

  init(_ key: Curve25519.Signing.PublicKey) {
    self.key = key
    id = Data(SHA256.hash(data: key.rawRepresentation).prefix(16))
  }

  package init?(_ line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[0] == "quanke-head-key", words[1] == "v1", let bytes = Data(hex: String(words[2])),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    else { return nil }
    self.init(key)
  }

  package var line: String { "quanke-head-key v1 \(key.rawRepresentation.hex)" }

  func verifies(_ head: SignedHead) -> Bool { key.isValidSignature(head.signature, for: head.body) }
}

/// The public keys that a verifier trusts, by their names.
package struct HeadPublicKeys: Sendable {
  private let keys: [Data: HeadPublicKey]

  package init(_ keys: [HeadPublicKey]) {
    self.keys = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Whether one of these keys signed the head.
  package func verify(_ head: SignedHead) -> Bool { keys[head.keyID]?.verifies(head) ?? false }
}
