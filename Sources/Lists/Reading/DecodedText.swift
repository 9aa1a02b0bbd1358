import Foundation
import Glibc

/// A text file as UTF-8 bytes, whatever encoding it came in. Undecodable bytes become U+FFFD and are counted and located.
struct DecodedText: Sendable {
  let bytes: [UInt8]
  /// Offsets in the original file of the first undecodable bytes, at most `maximumLocated`.
  let badOffsets: [Int]
  let badCount: Int

  static let maximumLocated = 1000

  init(_ data: Data) throws(ListRefusal) {
    let raw = [UInt8](data)
    let (name, skip) = try Self.encoding(of: raw)
    if name == "UTF-8", Self.invalidUTF8(raw[skip...]).bad == 0 {
      bytes = skip == 0 ? raw : Array(raw[skip...])
      (badOffsets, badCount) = ([], 0)
    } else {
      var decoder = try IconvDecoder(name)
      decoder.decode(raw, from: skip)
      (bytes, badOffsets, badCount) = (decoder.output, decoder.badOffsets, decoder.badCount)
    }
    guard !bytes.isEmpty else { throw .empty }
    // More than one undecodable place per 50 bytes, or control characters: no text at all.
    guard badCount * 50 <= max(raw.count, 50), !Self.isBinary(bytes) else { throw .notAList }
  }

  /// By mark; else UTF-8 if nearly all of it is; else GB18030, of which GBK and GB2312 are parts.
  private static func encoding(of raw: [UInt8]) throws(ListRefusal) -> (String, Int) {
    if raw.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if raw.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if raw.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    let found = invalidUTF8(raw[...])
    return found.bad == 0 || found.good > found.bad * 20 ? ("UTF-8", 0) : ("GB18030", 0)
  }

  /// How many sequences of more than one byte are sound UTF-8 and how many places are not.
  private static func invalidUTF8(_ raw: ArraySlice<UInt8>) -> (good: Int, bad: Int) {
    var (good, bad, i) = (0, 0, raw.startIndex)
    while i < raw.endIndex {
      let byte = raw[i]
      if byte < 0x80 {
        i += 1
        continue
      }
      let length =
        byte >= 0xF0 && byte < 0xF5 ? 4 : byte >= 0xE0 && byte < 0xF0 ? 3 : byte >= 0xC2 && byte < 0xE0 ? 2 : 0
      if length > 0, i + length <= raw.endIndex, raw[(i + 1)..<(i + length)].allSatisfy({ $0 & 0xC0 == 0x80 }) {
        good += 1
        i += length
      } else {
        bad += 1
        i += 1
      }
    }
    return (good, bad)
  }

  /// Text holds no NUL and hardly any other control character.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    var controls = 0
    for byte in bytes.prefix(1 << 20) where byte < 0x20 && byte != 9 && byte != 10 && byte != 13 {
      if byte == 0 { return true }
      controls += 1
    }
    return controls * 100 > min(bytes.count, 1 << 20)
  }
}

/// glibc's iconv, fed in one pass; it tells where a bad byte lies, which Foundation does not.
private struct IconvDecoder {
  private let handle: iconv_t
  private(set) var output: [UInt8] = []
  private(set) var badOffsets: [Int] = []
  private(set) var badCount = 0

  init(_ encoding: String) throws(ListRefusal) {
    guard let handle = iconv_open("UTF-8", encoding), Int(bitPattern: handle) != -1 else { throw .notAList }
    self.handle = handle
  }

  mutating func decode(_ raw: [UInt8], from start: Int) {
    defer { iconv_close(handle) }
    output.reserveCapacity(raw.count + raw.count / 2)
    var input = raw
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    input.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var offset = start
      while offset < raw.count {
        let (used, stopped) = step(base, offset, raw.count, &chunk)
        offset += used
        if stopped, offset < raw.count {
          noteBad(at: offset)
          offset += 1
        }
      }
    }
  }

  /// Decodes until the chunk is full or a bad byte comes; tells how many bytes were used.
  private mutating func step(_ base: UnsafeMutableRawPointer, _ offset: Int, _ end: Int, _ chunk: inout [UInt8])
    -> (used: Int, stopped: Bool)
  {
    var source: UnsafeMutablePointer<CChar>? = base.advanced(by: offset).assumingMemoryBound(to: CChar.self)
    var left = end - offset
    var (produced, failed, full) = (0, false, false)
    chunk.withUnsafeMutableBytes { out in
      var target: UnsafeMutablePointer<CChar>? = out.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = out.count
      failed = iconv(handle, &source, &left, &target, &room) == -1
      full = failed && errno == E2BIG
      produced = out.count - room
    }
    output.append(contentsOf: chunk[..<produced])
    return (end - offset - left, failed && !full)
  }

  private mutating func noteBad(at offset: Int) {
    badCount += 1
    if badOffsets.count < DecodedText.maximumLocated { badOffsets.append(offset) }
    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
  }
}
