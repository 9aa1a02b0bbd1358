import Foundation
import Kernel

/// `ring-NNNN.json`: the compartment keys that were there when the epoch began, wrapped by its key.
struct KeyRing: Codable, Sendable {
  struct Entry: Codable, Sendable {
    let compartment: String
    let purpose: KeyPurpose
    let wrapped: Data
  }
  let epoch: Int64
  /// By the key's name in hex.
  var keys: [String: Entry] = [:]
}

extension KeyFolder {
  /// The rings of all epochs whose keys are there, the newest first. More than one only after an interrupted
  /// destruction.
  func rings() throws -> [KeyRing] {
    try epochs().reversed().compactMap { epoch in
      let file = "\(path)/\(Self.name("ring", epoch)).json"
      guard let bytes = try readIfThere(file) else { return nil }
      guard let ring = try? JSONDecoder().decode(KeyRing.self, from: bytes) else {
        // Perhaps another process erases it just now.
        if !FileManager.default.fileExists(atPath: file) { return nil }
        throw KeyFolderError.damaged(path: file)
      }
      return ring
    }
  }

  func write(_ ring: KeyRing) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try make("\(Self.name("ring", ring.epoch)).json", encoder.encode(ring))
  }

  /// Names (hex) of the keys that were destroyed, and when: a restored backup doesn't know.
  func destroyed() throws -> [String: Instant] {
    var found: [String: Instant] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name.hasPrefix("destroyed-") && name.hasSuffix(".json") {
      let file = "\(path)/\(name)"
      guard let part = try? JSONDecoder().decode([String: Instant].self, from: Self.read(file)) else {
        throw KeyFolderError.damaged(path: file)
      }
      found.merge(part) { first, _ in first }
    }
    return found
  }

  /// Adds to what is known as destroyed: a file of its own, since several processes may do so at once.
  func remember(destroyed: [String: Instant], random: RandomBytes) throws {
    let known = try self.destroyed()
    let new = destroyed.filter { known[$0.key] == nil }
    if !new.isEmpty { try make("destroyed-\(random(8).hex).json", JSONEncoder().encode(new)) }
  }
}
