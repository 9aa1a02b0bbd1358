import Crypto
import Foundation
import Glibc
import Kernel

/// The folder `keys/`: what opens the database's keys and signs the journal's heads, outside every backup of the data.
///
/// It holds `installation` (the installation's id), `head-0001.key` (Ed25519), one `epoch-NNNN.key` (32 random bytes)
/// and, after a destruction, `ring-NNNN.json`: the surviving compartment keys, wrapped by that epoch's key, so that a
/// backup from an earlier epoch still opens for them. The folder is for its owner only (0700, files 0600).
package struct KeyFolder: Sendable {
  package let path: String
  /// The installation's own name; it is in no data.
  package let installation: EntityID
  let random: RandomBytes

  /// Opens a complete folder.
  package static func open(at path: String, random: RandomBytes = .system) throws -> KeyFolder {
    try checkPermissions(of: path, folder: true)
    let file = path + "/installation"
    guard let text = try? String(decoding: read(file), as: UTF8.self) else {
      throw KeyFolderError.incomplete(path: path, file: "installation")
    }
    guard let id = EntityID(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw KeyFolderError.damaged(path: file)
    }
    let folder = KeyFolder(path: path, installation: id, random: random)
    guard try !folder.epochs().isEmpty else { throw KeyFolderError.incomplete(path: path, file: "epoch-0001.key") }
    _ = try folder.headKey()
    return folder
  }

  /// Makes what is missing of the folder, then opens it. Several processes may do so at once: all get the same keys.
  package static func create(at path: String, now: Instant, random: RandomBytes = .system) throws -> KeyFolder {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw KeyFolderError.refused(path: path, code: errno) }
    try checkPermissions(of: path, folder: true)
    var generator = GeneratorOfBytes(random: random)
    let folder = KeyFolder(path: path, installation: EntityID(now: now, random: &generator), random: random)
    if try folder.numbered("head").isEmpty {
      try folder.make("head-0001.key", Curve25519.Signing.PrivateKey(rawRepresentation: random(32)).rawRepresentation)
    }
    if try folder.epochs().isEmpty { try folder.make("epoch-0001.key", random(32)) }
    try folder.make("installation", Data("\(folder.installation)\n".utf8))
    return try open(at: path, random: random)
  }

  /// Creates a file of the folder unless it exists.
  @discardableResult func make(_ name: String, _ bytes: Data) throws -> Bool {
    try DurableFile.create("\(path)/\(name)", bytes, scratch: "\(path)/.\(name).\(random(8).hex)")
  }

  /// The numbers of the files `kind-NNNN.key`, ascending.
  func numbered(_ kind: String) throws -> [Int64] {
    try FileManager.default.contentsOfDirectory(atPath: path).compactMap { name in
      guard name.hasPrefix(kind + "-"), name.hasSuffix(".key") else { return nil }
      return Int64(name.dropFirst(kind.count + 1).dropLast(4))
    }.sorted()
  }

  static func read(_ file: String) throws -> Data {
    try checkPermissions(of: file, folder: false)
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw KeyFolderError.refused(path: file, code: errno)
    }
    return bytes
  }

  /// Nil if the file isn't there, or not any more.
  func readIfThere(_ file: String) throws -> Data? {
    do { return try Self.read(file) } catch KeyFolderError.missing { return nil } catch KeyFolderError.refused(
      _, ENOENT)
    {
      return nil
    }
  }

  private static func checkPermissions(of path: String, folder: Bool) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { throw KeyFolderError.missing(path: path) }
      throw KeyFolderError.refused(path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == (folder ? S_IFDIR : S_IFREG) else { throw KeyFolderError.damaged(path: path) }
    guard status.st_mode & 0o077 == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw KeyFolderError.tooOpen(path: path, mode: mode, wanted: folder ? "700" : "600")
    }
  }
}

/// `RandomBytes` where the standard library wants a generator.
struct GeneratorOfBytes: RandomNumberGenerator {
  let random: RandomBytes
  mutating func next() -> UInt64 { random(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
