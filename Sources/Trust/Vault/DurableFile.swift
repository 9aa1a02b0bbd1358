import Foundation
import Glibc

/// Files that are whole or not there at all, and still there after the power fails: written beside, synced, linked or
/// renamed into place, and the folder synced.
enum DurableFile {
  /// Writes a file that must not exist yet. Returns false, and changes nothing, if another process was first.
  static func create(_ path: String, _ bytes: Data, scratch: String) throws -> Bool {
    try write(scratch, bytes)
    defer { unlink(scratch) }
    guard link(scratch, path) == 0 else {
      if errno == EEXIST { return false }
      throw KeyFolderError.refused(path: path, code: errno)
    }
    try syncFolder(of: path)
    return true
  }

  /// Overwrites the bytes, syncs, and removes the file. What a copying file system or a flash disk kept elsewhere is
  /// beyond a program's reach, so the key folder belongs on an encrypted volume.
  /// - Parameter aside: the file gets this name first, so that nobody reads a half-erased one.
  static func erase(_ path: String, aside: String) throws {
    guard rename(path, aside) == 0 else {
      if errno == ENOENT { return }
      throw KeyFolderError.refused(path: path, code: errno)
    }
    let file = open(aside, O_WRONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return }
    guard file >= 0 else { throw KeyFolderError.refused(path: aside, code: errno) }
    defer { close(file) }
    let length = lseek(file, 0, SEEK_END)
    lseek(file, 0, SEEK_SET)
    try put(Data(count: max(0, Int(length))), into: file, aside)
    guard unlink(aside) == 0 || errno == ENOENT else { throw KeyFolderError.refused(path: aside, code: errno) }
    try syncFolder(of: aside)
  }

  private static func write(_ path: String, _ bytes: Data) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw KeyFolderError.refused(path: path, code: errno) }
    defer { close(file) }
    try put(bytes, into: file, path)
  }

  private static func put(_ bytes: Data, into file: Int32, _ path: String) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw KeyFolderError.refused(path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw KeyFolderError.refused(path: path, code: errno) }
  }

  static func syncFolder(of path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw KeyFolderError.refused(path: folder, code: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw KeyFolderError.refused(path: folder, code: errno) }
  }
}

/// The system's words for an `errno`.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
