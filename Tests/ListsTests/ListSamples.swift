import CZip
import Foundation
import Kernel
import Testing

@testable import Lists

/// Lists that the tests write themselves; everybody in them is fictitious.
enum Sample {
  static let today = Day("2026-06-01")!

  /// A sound number with the region 990501, which does not exist.
  static func id(_ birth: String, _ order: Int) -> String {
    let digits = Array("990501\(birth.filter(\.isNumber))\(String(format: "%03d", order))".utf8)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
    return String(decoding: digits + [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
  }

  static func read(_ data: Data, as kind: ListKind = .residents) throws -> ListReport {
    try ListReader(kind, today: today, headings: .standard()).report(ListFile(data: data))
  }

  static func read(_ text: String) throws -> ListReport { try read(Data(text.utf8)) }

  /// Rows of the usual columns under their heading; the heading is row 1, and behind them stands 潘静, so that the list
  /// is never without people.
  static func rows(_ lines: String...) throws -> [ListRow] {
    let heading = "姓名,性别,身份证号,出生日期,联系电话,楼栋,单元,室号,与户主关系,人员类别,备注"
    let panjing = "潘静,女,\(id("1990-03-04", 902)),,,1,1,101,户主,,"
    return Array(try read(([heading] + lines + [panjing]).joined(separator: "\n")).rows.dropFirst().dropLast())
  }

  static func row(_ line: String) throws -> ListRow { try rows(line)[0] }

  /// Every row from 1 to the last of each sheet exactly once, and only whole numbers of people.
  static func expectAccounted(_ report: ListReport, sourceLocation: SourceLocation = #_sourceLocation) {
    for (sheet, rows) in Dictionary(grouping: report.rows, by: \.sheet) {
      #expect(rows.map(\.row) == Array(1...rows.count), "\(sheet)", sourceLocation: sourceLocation)
    }
    #expect(report.rows.allSatisfy { ($0.person == nil) == ($0.outcome == .skip) }, sourceLocation: sourceLocation)
  }
}

extension ListRow {
  /// `fix sex_mismatch`: outcome and codes in one line.
  var verdict: String { ([outcome.rawValue] + problems.map(\.rawValue).sorted()).joined(separator: " ") }
}

/// Writes XLSX files part by part, so that tests can put in what no library would write.
struct WorkbookSample {
  var sheets: [(name: String, rows: String)] = []
  var merges: [String] = []
  var shared: String?
  var workbookProperties = ""
  var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  var others: [(String, String)] = []
  /// Style 1 is a date, 2 is struck through, 3 a date in Chinese, 4 a number with two places.
  var styles = """
    <numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
    <fonts><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts>
    <cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"/>
    <xf numFmtId="176" fontId="0"/><xf numFmtId="2" fontId="0"/></cellXfs>
    """

  /// Rows of inline strings; empty texts are left out.
  static func rows(_ lines: [[String]], from first: Int = 1) -> String {
    lines.enumerated().map { index, cells in
      let row = first + index
      let body = cells.enumerated().filter { !$0.element.isEmpty }.map { column, text in
        "<c r=\"\(CellReference.letters(column))\(row)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escape(text))</t></is></c>"
      }
      return "<row r=\"\(row)\">\(body.joined())</row>"
    }.joined()
  }

  static func escape(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }

  func data() throws -> Data {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    var parts = [
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(package)\"><Relationship Id=\"r1\" Type=\"\(relation)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      ("xl/styles.xml", "\(prolog)<styleSheet xmlns=\"\(namespace)\">\(styles)</styleSheet>"),
    ]
    var names = ""
    var targets = "<Relationship Id=\"s\" Type=\"\(relation)/styles\" Target=\"styles.xml\"/>"
    for (index, sheet) in sheets.enumerated() {
      names += "<sheet name=\"\(Self.escape(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index)\"/>"
      targets +=
        "<Relationship Id=\"rId\(index)\" Type=\"\(relation)/worksheet\" Target=\"/xl/worksheets/sheet\(index).xml\"/>"
      let merged =
        merges.isEmpty ? "" : "<mergeCells>" + merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
      parts.append(
        (
          "xl/worksheets/sheet\(index).xml",
          "\(prolog)<worksheet xmlns=\"\(namespace)\"><sheetData>\(sheet.rows)</sheetData>\(merged)</worksheet>"
        ))
    }
    if let shared {
      targets += "<Relationship Id=\"t\" Type=\"\(relation)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
      parts.append(("xl/sharedStrings.xml", "\(prolog)<sst xmlns=\"\(namespace)\">\(shared)</sst>"))
    }
    parts.append(
      (
        "xl/workbook.xml",
        "\(prolog)<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relation)\"><workbookPr \(workbookProperties)/><sheets>\(names)</sheets></workbook>"
      ))
    parts.append(("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"\(package)\">\(targets)</Relationships>"))
    return try Self.zip(parts + others)
  }

  static func zip(_ parts: [(String, String)]) throws -> Data {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("list-\(UUID().uuidString).zip").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var error: Int32 = 0
    let archive = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error))
    let bytes = parts.map { Array($0.1.utf8) }
    for (index, part) in parts.enumerated() {
      let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes[index].count), alignment: 1)
      copy.copyMemory(from: bytes[index], byteCount: bytes[index].count)
      defer { copy.deallocate() }
      let source = try #require(
        zip_source_buffer(
          archive,
          malloc(max(1, bytes[index].count)).map { block in
            memcpy(block, copy, bytes[index].count)
            return UnsafeRawPointer(block)
          }, UInt64(bytes[index].count), 1))
      _ = zip_file_add(archive, part.0, source, UInt32(ZIP_FL_ENC_UTF_8))
    }
    #expect(zip_close(archive) == 0)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }
}

/// Python with openpyxl, the oracle for workbooks.
enum Python {
  static func run(_ script: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["QUANKE_PYTHON"] ?? "python3"
    process.arguments = [python, "-c", script] + arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let result = output.fileHandleForReading.readDataToEndOfFile()
    let trouble = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: trouble, as: UTF8.self))")
    return String(decoding: result, as: UTF8.self)
  }
}
