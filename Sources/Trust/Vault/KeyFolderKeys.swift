import Crypto
import Foundation

/// The keys of the folder.
extension KeyFolder {
  /// The epochs whose keys are still there, ascending.
  func epochs() throws -> [Int64] { try numbered("epoch") }

  /// The key of an epoch; nil if it was erased.
  func epochKey(_ epoch: Int64) throws -> SymmetricKey? {
    guard try epochs().contains(epoch) else { return nil }
    let file = "\(path)/\(Self.name("epoch", epoch)).key"
    guard let bytes = try readIfThere(file) else { return nil }
    guard bytes.count == 32 else { throw KeyFolderError.damaged(path: file) }
    return SymmetricKey(data: bytes)
  }

  /// Makes the key of the next epoch, after all that exist.
  func makeEpoch(random: RandomBytes) throws -> Int64 {
    while true {
      let next = (try epochs().last ?? 0) + 1
      if try make("\(Self.name("epoch", next)).key", random(32)) { return next }
    }
  }

  /// Erases the keys of all epochs before this one, their rings, and what an interrupted process left of either beside
  /// them. Other processes may read or erase at the same time.
  func eraseEpochs(before epoch: Int64) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      let visible = name.drop { $0 == "." }
      guard let kind = ["epoch-", "ring-"].first(where: { visible.hasPrefix($0) }),
        let number = Int64(visible.dropFirst(kind.count).prefix { $0 != "." }), number < epoch
      else { continue }
      try DurableFile.erase("\(path)/\(name)", aside: "\(path)/.\(visible).\(random(8).hex)")
    }
  }

  /// What signs heads now.
  package func headKey() throws -> HeadKey {
    guard let number = try numbered("head").last else {
      throw KeyFolderError.incomplete(path: path, file: "head-0001.key")
    }
    return try headKey(number)
  }

  /// What verifies heads that this installation has signed, at any time.
  package func headPublicKeys() throws -> HeadPublicKeys {
    HeadPublicKeys(try numbered("head").map { try headKey($0).publicKey })
  }

  private func headKey(_ number: Int64) throws -> HeadKey {
    let file = "\(path)/\(Self.name("head", number)).key"
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Self.read(file)) else {
      throw KeyFolderError.damaged(path: file)
    }
    return HeadKey(key)
  }

  /// `epoch-0001`: four digits so that names sort; more when they are needed.
  static func name(_ kind: String, _ number: Int64) -> String {
    let digits = String(number)
    return "\(kind)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
  }
}
