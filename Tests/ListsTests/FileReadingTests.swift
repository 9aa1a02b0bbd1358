import Foundation
import Kernel
import Testing

@testable import Lists

/// Files as they come: encodings, delimiters, quotation marks, and what is refused.
struct FileReadingTests {
  private static let wang = Sample.id("1957-02-03", 1)
  private static let text = "姓名,身份证号,住址,备注\r\n王建国,\(wang),7号楼3单元502,㐀䶮𠮷\r\n"
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  @Test(arguments: [",", "\t", ";"])
  func `commas, tabs and semicolons part values`(delimiter: String) throws {
    let rows = try Sample.read(Self.text.replacingOccurrences(of: ",", with: delimiter)).rows
    #expect(rows.map(\.verdict) == ["skip", "accept"] && rows[1].person?.remark == "㐀䶮𠮷")
  }

  @Test func `UTF-8 with and without mark, UTF-16 with mark and GB18030 say the same`() throws {
    let utf8 = Data(Self.text.utf8)
    let little = Data([0xFF, 0xFE]) + (try #require(Self.text.data(using: .utf16LittleEndian)))
    let big = Data([0xFE, 0xFF]) + (try #require(Self.text.data(using: .utf16BigEndian)))
    let chinese = try #require(Self.text.data(using: Self.gb18030))
    let plain = try Sample.read(utf8).rows
    for data in [Data([0xEF, 0xBB, 0xBF]) + utf8, little, big, chinese] {
      #expect(try Sample.read(data).rows == plain)
    }
  }

  @Test func `bad bytes are located, and only their row is in doubt`() throws {
    var data = try #require("姓名,身份证号,住址\n王".data(using: Self.gb18030))
    let place = data.count
    data.append(contentsOf: [0xFF])
    data.append(
      try #require("建国,\(Self.wang),7-3-502\n刘桂芳,\(Sample.id("1945-04-12", 42)),7-3-503\n".data(using: Self.gb18030)))
    let decoded = try DecodedText(data)
    #expect(decoded.badOffsets == [place] && decoded.badCount == 1)
    #expect(try Sample.read(data).rows.map(\.verdict) == ["skip", "review bytes_unreadable", "accept"])
  }

  @Test func `quoted line breaks, doubled marks and ditto marks are no trouble`() throws {
    let rows = try Sample.read(
      "姓名,身份证号,住址,备注\n王建国,\(Self.wang),7-3-502,\"第一行\n第二行 \"\"引号\"\"\"\n刘桂芳,\(Sample.id("1945-04-12", 42)),\",\"\n赵磊,\(Sample.id("1970-01-02", 7)),\"\"\"\",\n"
    ).rows
    #expect(rows.map(\.row) == [1, 2, 3, 4] && rows.map(\.verdict) == ["skip", "accept", "accept", "accept"])
    #expect(rows[1].person?.remark == "第一行\n第二行 \"引号\"")
    #expect(rows[2].person?.home?.short == "7-3-502" && rows[3].person?.home?.short == "7-3-502")
  }

  @Test func `a mark that never closes swallows no rows`() throws {
    let rows = try Sample.read("姓名,身份证号,住址\n王建国,\(Self.wang),\"7-3-502\n刘桂芳,\(Sample.id("1945-04-12", 42)),7-3-503\n")
      .rows
    #expect(rows.count == 3 && rows[2].verdict == "accept")
  }

  @Test func `blank lines are rows, the last line break is none`() throws {
    #expect(
      try Sample.read("姓名,身份证号,住址\n\n王建国,\(Self.wang),7-3-502\n\n").rows.map(\.outcome) == [
        .skip, .skip, .accept, .skip,
      ])
  }

  @Test func `a web page under another ending is read as its table`() throws {
    let page = """
      <html><head><meta charset="utf-8"><style>td {color: red}</style></head><body><table border=1>
      <tr><td colspan=3>河湾社区名单</td></tr><tr><th>姓名</th><th>身份证号</th><th>现住址</th></tr>
      <tr><td>王&nbsp;建国</td><td>\(Self.wang)</td><td rowspan="2">7号楼3单元<br>502</td></tr>
      <tr><td>刘桂芳</td><td>\(Sample.id("1945-04-12", 42))</td></tr></table></body></html>
      """
    let rows = try Sample.read(page).rows
    #expect(rows.map(\.verdict) == ["skip", "skip", "accept", "accept"] && rows[3].person?.home?.short == "7-3-502")
    #expect(rows[2].person?.name == "王建国")
  }

  @Test func `what is no list is refused by name, in one line of each language`() throws {
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
    let encrypted = ole + "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), 0] }
    let cases: [(Data, ListRefusal)] = [
      (Data(), .empty), (Data(ole), .legacyWorkbook), (Data(encrypted), .encrypted),
      (Data("%PDF-1.7 …".utf8), .otherFile),
      (Data([0x89, 0x50, 0x4E, 0x47, 1, 2, 3]), .otherFile), (Data((0..<2000).map { UInt8($0 % 251) }), .notAList),
      (Data("<html><body>请登录</body></html>".utf8), .webPage), (Data("PK\u{3}\u{4} cut off".utf8), .truncated),
      (
        Data("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".utf8),
        .externalEntity
      ),
      (try WorkbookSample.zip([("content.xml", "<a/>")]), .openDocument),
      (try WorkbookSample.zip([("a.txt", "a")]), .otherFile),
    ]
    for (data, refusal) in cases {
      #expect(throws: refusal) { try Sample.read(data) }
    }
    #expect(throws: ListRefusal.unreadable) { try ListFile(path: "does/not/exist.csv") }
    for refusal in ListRefusal.allCases {
      #expect(
        !refusal.chinese.isEmpty && !refusal.english.isEmpty && !(refusal.chinese + refusal.english).contains("\n"))
    }
  }
}
