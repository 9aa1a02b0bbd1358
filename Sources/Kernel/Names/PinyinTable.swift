import Catalogues
import Foundation

/// A file of lines `key TAB readings`, sorted by the bytes of the keys, in which a key is found by bisection.
///
/// Nothing is parsed when it is opened: 41,000 characters would otherwise cost a noticeable part of the start.
struct PinyinTable: Sendable {
  private let bytes: [UInt8]

  init(_ name: String) throws {
    bytes = [UInt8](try Catalogue.data(name))
  }

  /// The readings of a key, in the file's order; nil if the file doesn't know it.
  func readings(of key: String) -> [String]? {
    let wanted = Array(key.utf8)
    var low = 0
    var high = bytes.count
    while low < high {
      let start = lineStart(before: (low + high) / 2)
      let keyEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\t")) ?? bytes.count
      let lineEnd = bytes[keyEnd...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let found = bytes[start..<keyEnd]
      if found.elementsEqual(wanted) {
        let line = String(decoding: bytes[(keyEnd + 1)..<lineEnd], as: UTF8.self)
        return line.split(separator: " ").map(String.init)
      }
      if found.lexicographicallyPrecedes(wanted) { low = lineEnd + 1 } else { high = start }
    }
    return nil
  }

  private func lineStart(before position: Int) -> Int {
    (bytes[..<position].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }
}
