import Foundation
import Kernel
import Testing

@testable import Lists

/// XLSX files, hand-made and by openpyxl.
struct WorkbookTests {
  private let wang = Sample.id("1957-02-03", 1)
  private let liu = Sample.id("1945-04-12", 42)

  private func cells(_ book: WorkbookSample) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    try ListFile(data: book.data()).source.rows(ofSheet: 0) { row in
      rows.append(row.cells)
      return true
    }
    return rows
  }

  @Test func `shared, rich and inline strings are read, phonetic runs are not`() throws {
    var book = WorkbookSample()
    book.shared = """
      <si><t>王建国</t><rPh sb="0" eb="1"><t>wang</t></rPh><phoneticPr fontId="1"/></si>
      <si><r><t>刘</t></r><r><rPr><b/></rPr><t xml:space="preserve">桂芳 </t></r></si><si><t>a_x000D_b&amp;c</t></si>
      """
    book.sheets = [
      (
        "a",
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>99</v></c><c t=\"inlineStr\"><is><t>赵</t><r><t>磊</t></r></is></c></row>"
      )
    ]
    #expect(try cells(book).first?.map(\.text) == ["王建国", "刘桂芳 ", "a\rb&c", "", "赵磊"])
  }

  @Test func `numbers keep what was written, dates come by style and date system`() throws {
    let row =
      "<row r=\"1\"><c r=\"A1\"><v>1.7000000776E10</v></c><c r=\"B1\"><v>9.9072219730428198E+17</v></c><c r=\"C1\" s=\"1\"><v>20858</v></c><c r=\"D1\" s=\"3\"><v>20858.5</v></c><c r=\"E1\" s=\"1\"><v>60</v></c><c r=\"F1\" s=\"4\"><v>20858</v></c><c r=\"H1\" t=\"b\"><v>1</v></c><c r=\"I1\" t=\"e\"><v>#N/A</v></c></row>"
    var book = WorkbookSample()
    book.sheets = [("a", row)]
    let first = try #require(try cells(book).first)
    #expect(
      first.map(\.text) == [
        "17000000776", "9.9072219730428198E+17", "1957-02-07", "1957-02-07 12:00", "60", "20858", "", "TRUE", "#N/A",
      ])
    #expect(first.map(\.kind) == [.number, .number, .date, .date, .number, .number, .empty, .boolean, .error])
    book.workbookProperties = "date1904=\"1\""
    #expect(try cells(book).first?[2].text == "1961-02-08")
  }

  @Test func `a serial number without a date style counts by the workbook's date system`() throws {
    var book = WorkbookSample()
    book.workbookProperties = "date1904=\"1\""
    let heading = WorkbookSample.rows([["姓名", "身份证号", "出生日期", "住址"]])
    book.sheets = [
      (
        "a",
        heading
          + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>王建国</v></c><c r=\"B2\" t=\"str\"><v>\(wang)</v></c><c r=\"C2\"><v>19392</v></c><c r=\"D2\" t=\"str\"><v>7-3-502</v></c></row>"
      )
    ]
    #expect(try Sample.read(book.data()).rows[1].verdict == "accept")
  }

  @Test func `cached formula values are read, nothing is evaluated`() throws {
    var book = WorkbookSample()
    let heading = WorkbookSample.rows([["姓名", "身份证号", "住址"]])
    book.sheets = [
      (
        "a",
        heading
          + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B9</f><v>王建国</v></c><c r=\"B2\" t=\"str\"><f>C9</f><v>\(wang)</v></c><c r=\"C2\" t=\"str\"><v>7-3-502</v></c></row><row r=\"3\"><c r=\"A3\"><f>cmd|' /C calc'!A0</f><v/></c><c r=\"B3\" t=\"str\"><v>\(liu)</v></c><c r=\"C3\" t=\"str\"><v>7-3-503</v></c></row>"
      )
    ]
    #expect(try Sample.read(book.data()).rows.map(\.verdict) == ["skip", "accept", "review name_doubtful"])
  }

  @Test func `a number cell of more than 15 digits has lost some`() throws {
    var book = WorkbookSample()
    let heading = WorkbookSample.rows([["姓名", "身份证号", "住址"]])
    book.sheets = [
      (
        "a",
        heading
          + ["990501195702030000", "9.90501195702030E17", "990501570203001"].enumerated().map { index, number in
            "<row><c t=\"str\"><v>王建\(["国", "军", "民"][index])</v></c><c><v>\(number)</v></c><c t=\"str\"><v>7-3-502</v></c></row>"
          }.joined()
      )
    ]
    #expect(
      try Sample.read(book.data()).rows.map(\.verdict) == [
        "skip", "review id_precision_lost", "review id_precision_lost", "fix id_upgraded_15",
      ])
  }

  @Test func `struck-through people are to be looked at`() throws {
    var book = WorkbookSample()
    let heading = WorkbookSample.rows([["姓名", "身份证号", "住址"]])
    let cell = { (text: String, style: Int) in "<c s=\"\(style)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    let rich =
      "<c t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>赵磊</t></r></is></c><c t=\"inlineStr\"><is><r><rPr><strike val=\"1\"/></rPr><t>\(Sample.id("1970-01-02", 7))</t></r></is></c>"
    book.sheets = [
      (
        "a",
        heading
          + "<row>\(cell("王建国", 2))\(cell(wang, 2))\(cell("7-3-502", 2))</row><row>\(cell("刘桂芳", 0))\(cell(liu, 0))\(cell("7-3-503", 2))</row><row>\(rich)\(cell("7-3-504", 0))</row>"
      )
    ]
    #expect(
      try Sample.read(book.data()).rows.map(\.verdict) == [
        "skip", "review struck_through", "accept", "review struck_through",
      ])
  }

  @Test func `merged homes count for all their rows, rows that are left out are blank, hidden ones are taken`() throws {
    var book = WorkbookSample()
    let rows = WorkbookSample.rows([["姓名", "身份证号", "楼栋", "单元", "室号"], ["王建国", wang, "7", "3", "502"], ["刘桂芳", liu]])
    let late = WorkbookSample.rows([["赵磊", Sample.id("1970-01-02", 7), "8", "1", "101"]], from: 6)
    book.sheets = [("a", rows.replacingOccurrences(of: "<row r=\"3\">", with: "<row r=\"3\" hidden=\"1\">") + late)]
    book.merges = ["C2:C3", "D2:D3", "E2:E3", "A9:XFD1048576", "bad", "A1:A1"]
    let report = try Sample.read(book.data())
    #expect(report.rows.map(\.verdict) == ["skip", "accept", "accept", "skip", "skip", "accept"])
    #expect(report.rows[2].person?.home?.short == "7-3-502")
    Sample.expectAccounted(report)
  }

  @Test func `a home that became a date is read back`() throws {
    var book = WorkbookSample()
    let heading = WorkbookSample.rows([["姓名", "身份证号", "楼栋", "单元室号", "与户主关系"]])
    book.sheets = [
      (
        "a",
        heading
          + "<row><c t=\"str\"><v>王建国</v></c><c t=\"str\"><v>\(wang)</v></c><c t=\"str\"><v>7号楼</v></c><c s=\"1\"><v>44594</v></c><c t=\"str\"><v>户主</v></c></row>"
      )
    ]
    #expect(try Sample.read(book.data()).rows[1].person?.home?.short == "7-2-2")
  }

  @Test func `other namespaces and prefixes are no obstacle`() throws {
    var book = WorkbookSample()
    book.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    book.sheets = [("a", WorkbookSample.rows([["姓名", "身份证号", "住址"], ["王建国", wang, "7-3-502"]]))]
    #expect(try Sample.read(book.data()).rows.map(\.verdict) == ["skip", "accept"])
  }

  @Test func `document types, bombs, cut and broken files are refused`() throws {
    var book = WorkbookSample()
    book.sheets = [("a", WorkbookSample.rows([["姓名", "身份证号", "住址"], ["王建国", wang, "7-3-502"]]))]
    let sound = try book.data()
    #expect(throws: ListRefusal.truncated) { try Sample.read(sound.prefix(sound.count / 2)) }
    var entity = book
    entity.prolog = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
    #expect(throws: ListRefusal.externalEntity) { try Sample.read(entity.data()) }
    var broken = book
    broken.sheets[0].rows += "<row><c>"
    #expect(throws: ListRefusal.damaged) { try Sample.read(broken.data()) }
    var bomb = book
    bomb.sheets[0].rows += String(repeating: "<row></row>", count: 5_000_000)
    #expect(throws: ListRefusal.tooLarge) { try Sample.read(bomb.data()) }
  }

  @Test func `openpyxl and the reader agree on a workbook of all kinds of cells`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("lists-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let told = try Python.run(
      """
      import openpyxl, datetime, json, random, sys
      random.seed(7)
      book = openpyxl.Workbook()
      sheet = book.active
      values = ['王建国', ' 两边 ', 'a\\nb', '<&>', 17000000776, 502, -3, 1.5, True, datetime.datetime(1957, 2, 3), datetime.date(2022, 4, 25), None, '00123']
      told = []
      for row in range(1, 201):
          line = [random.choice(values) for _ in range(9)]
          for column, value in enumerate(line, 1):
              sheet.cell(row, column, value)
          text = lambda v: '' if v is None else str(v).upper() if isinstance(v, bool) else v.strftime('%Y-%m-%d') if hasattr(v, 'year') else str(v)
          told.append([text(v) for v in line])
      book.save(sys.argv[1])
      print(json.dumps(told))
      """, path)
    let wanted = try JSONDecoder().decode([[String]].self, from: Data(told.utf8))
    var read: [[String]] = []
    try ListFile(path: path).source.rows(ofSheet: 0) { row in
      read.append((0..<9).map { row[$0].text })
      return true
    }
    #expect(read == wanted)
  }
}
