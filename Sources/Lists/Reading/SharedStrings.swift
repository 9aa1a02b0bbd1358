import Foundation

/// The strings that an XLSX keeps once for all cells, in one block of bytes.
struct SharedStrings: Sendable {
  /// Names, numbers and homes of a million people take about 100 MB.
  static let limit = 256 << 20

  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var struck: Set<Int> = []

  subscript(index: Int) -> (text: String, struck: Bool)? {
    guard ends.indices.contains(index) else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return (String(decoding: bytes[start..<ends[index]], as: UTF8.self), struck.contains(index))
  }

  mutating func append(_ text: [UInt8], struck isStruck: Bool) throws(ListRefusal) {
    guard bytes.count + text.count <= Self.limit else { throw .tooLarge }
    bytes.append(contentsOf: text)
    if isStruck { struck.insert(ends.count) }
    ends.append(bytes.count)
  }
}

/// Gathers a string item: plain text or rich runs. Phonetic runs (furigana, pinyin) are no part of the value.
struct StringItem {
  private(set) var bytes: [UInt8] = []
  private var phonetic = 0
  private var inText = false
  private var runStruck = false
  private var anyRun = false
  private var allStruck = true

  var isStruck: Bool { anyRun && allStruck }

  mutating func begin(_ element: XMLElement) {
    switch element.name {
    case "rPh": phonetic += 1
    case "r": runStruck = false
    case "strike": runStruck = !["0", "false"].contains(element["val"] ?? "1")
    case "t": inText = phonetic == 0
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "rPh": phonetic -= 1
    case "t": inText = false
    default: break
    }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard inText, bytes.count < RecordScanner.longestQuotation else { return }
    if text.contains(where: { $0 > 0x20 }) {
      anyRun = true
      allStruck = allStruck && runStruck
    }
    bytes.append(contentsOf: text)
  }
}

/// Reads xl/sharedStrings.xml.
final class SharedStringsHandler: XMLHandler {
  private(set) var strings = SharedStrings()
  private var item: StringItem?
  let isDone = false

  func begin(_ element: XMLElement) {
    if element.name == "si" { item = StringItem() }
    item?.begin(element)
  }

  func end(_ name: String) throws {
    item?.end(name)
    if name == "si", let done = item {
      try strings.append(XString.unescape(done.bytes), struck: done.isStruck)
      item = nil
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { item?.add(bytes) }
}

/// ECMA-376 Part 1, 22.9.2.19: characters that XML can't hold are written `_x000D_`.
enum XString {
  static func unescape(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "_")) else { return bytes }
    var result: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if let scalar = escape(in: bytes, at: i) {
        result.append(contentsOf: String(scalar).utf8)
        i += 7
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return result
  }

  private static func escape(in bytes: [UInt8], at i: Int) -> Unicode.Scalar? {
    guard i + 6 < bytes.count, bytes[i] == UInt8(ascii: "_"), bytes[i + 1] == UInt8(ascii: "x"),
      bytes[i + 6] == UInt8(ascii: "_"),
      let value = UInt32(String(decoding: bytes[(i + 2)..<(i + 6)], as: UTF8.self), radix: 16)
    else { return nil }
    return value == 0 ? nil : Unicode.Scalar(value)
  }
}
