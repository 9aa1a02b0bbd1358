import Foundation

/// A file of one or more sheets whose rows can be read, in order, as often as needed.
///
/// Rows are numbered from 1 without gaps: what the file leaves out comes as an empty row.
protocol TableSource: Sendable {
  var sheetNames: [String] { get }
  /// Whether numbers are days since 1904 instead of 1900.
  var dates1904: Bool { get }
  /// Hands over the rows of one sheet until `body` returns false.
  func rows(ofSheet index: Int, _ body: (TableRow) throws -> Bool) throws
}

/// A list file, opened and recognised by its content; the ending of its name says nothing.
package struct ListFile: Sendable {
  let source: any TableSource

  /// Opens a file on disk. The file is mapped, so it must not change while it is read.
  package init(path: String) throws(ListRefusal) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
      throw .unreadable
    }
    try self.init(data: data)
  }

  /// Opens a file that lies in memory.
  package init(data: Data) throws(ListRefusal) {
    let data = data.startIndex == 0 ? data : Data(data)
    switch FileShape(of: data) {
    case .zip: source = try Workbook(data: data)
    case .text:
      let text = try DecodedText(data)
      if MarkupTable.looksLikeMarkup(text.bytes) {
        source = try MarkupTable(text)
      } else {
        source = DelimitedText(text)
      }
    case .refused(let refusal): throw refusal
    }
  }

  package var sheetNames: [String] { source.sheetNames }
}

/// What a file is, told by its first bytes.
enum FileShape {
  case zip, text
  case refused(ListRefusal)

  init(of data: Data) {
    let head = [UInt8](data.prefix(8))
    func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    if data.isEmpty {
      self = .refused(.empty)
    } else if starts([0x50, 0x4B]) {
      self = .zip
    } else if starts([0xD0, 0xCF, 0x11, 0xE0]) {
      self = .refused(Self.isEncryptedPackage(data) ? .encrypted : .legacyWorkbook)
    } else if starts([0x09, 0x08, 0x10, 0x00]) || starts([0x09, 0x08, 0x08, 0x00]) {
      self = .refused(.legacyWorkbook)
    } else if Self.foreign.contains(where: starts) {
      self = .refused(.otherFile)
    } else {
      self = .text
    }
  }

  /// PDF, PNG, JPEG, GIF, RTF, RAR, 7z, gzip, SQLite.
  private static let foreign: [[UInt8]] = [
    Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("{\\rtf".utf8),
    Array("Rar!".utf8), [0x37, 0x7A, 0xBC, 0xAF], [0x1F, 0x8B, 0x08], Array("SQLite ".utf8),
  ]

  /// An encrypted XLSX is an OLE file with the streams EncryptionInfo and EncryptedPackage ([MS-OFFCRYPTO] 2.3).
  private static func isEncryptedPackage(_ data: Data) -> Bool {
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return data.range(of: Data(name)) != nil
  }
}
