import Crypto
import Foundation

/// The bytes of a sealed value: format version 1, the key's 16-byte name, then nonce (12), ciphertext and tag (16) of
/// AES-256-GCM (NIST SP 800-38D).
struct SealedValue {
  static let version: UInt8 = 1
  static let keyNameLength = 16
  static let nonceLength = 12
  static let tagLength = 16

  let keyID: Data
  let box: Data

  init(keyID: Data, box: Data) {
    self.keyID = keyID
    self.box = box
  }

  init(_ bytes: Data) throws {
    let least = 1 + Self.keyNameLength + Self.nonceLength + Self.tagLength
    guard bytes.count >= least, bytes.first == Self.version else { throw VaultError.malformed }
    keyID = Data(bytes.dropFirst().prefix(Self.keyNameLength))
    box = Data(bytes.dropFirst(1 + Self.keyNameLength))
  }

  var bytes: Data { [Self.version] + keyID + box }

  /// The name of the key that sealed these bytes, as hex; nil if they aren't a sealed value.
  static func keyName(of bytes: Data) -> String? { try? SealedValue(bytes).keyID.hex }
}

extension AES.GCM {
  static func sealed(_ plain: Data, key: SymmetricKey, authenticating place: Data, nonce: Data) throws -> Data {
    let box = try seal(plain, using: key, nonce: Nonce(data: nonce), authenticating: place)
    return Data(nonce) + box.ciphertext + box.tag
  }

  static func opened(_ box: Data, key: SymmetricKey, authenticating place: Data) throws -> Data {
    do { return try open(SealedBox(combined: box), using: key, authenticating: place) } catch {
      throw VaultError.notAuthentic
    }
  }
}
