import Catalogues
import Foundation
import Kernel
import Testing

@testable import Lists

/// Where a list begins and what its columns hold, however it is laid out.
struct LayoutTests {
  private let wang = Sample.id("1957-02-03", 1)
  private let liu = Sample.id("1945-04-12", 42)

  @Test func `title lines, a band of section names and starred headings with line breaks are understood`() throws {
    let rows = try Sample.read(
      """
      安和社区常住人口台账,,,,,
      填报单位：安和社区    填报日期：2022-04-25,,,,,
      基本信息,,,联系方式,住址,
      "*姓
      名",* 性 别,公民身份号码（18位）,手机号码*,现住址,备注 
      王建国,男,\(wang),19900000001,7号楼3单元502室,
      """
    ).rows
    #expect(rows.map(\.verdict) == ["skip", "skip", "skip", "skip", "accept"])
    #expect(rows[4].person?.home?.short == "7-3-502")
  }

  @Test func `two rows of headings are read together`() throws {
    let rows = try Sample.read(
      """
      序号,姓名,身份证号,住址,,,户籍地址,,备注
      ,,,楼栋,单元,室号,楼栋,室号,
      1,王建国,\(wang),7号楼,3单元,502,12号楼,101,
      2,刘桂芳,\(liu),8号楼,1单元,301,13号楼,202,
      """
    ).rows
    #expect(rows.map(\.verdict) == ["skip", "skip", "accept", "accept"])
    #expect(rows[2].person?.home?.short == "7-3-502" && rows[3].person?.home?.short == "8-1-301")
  }

  @Test func `merged two-row headings of a workbook are read together`() throws {
    var book = WorkbookSample()
    let rows = [
      ["在住人员登记表"], ["姓名", "身份证号", "居住地址", "", "", "紧急联系人", ""], ["", "", "楼号", "单元", "房号", "姓名", "电话"],
      ["王建国", wang, "7", "3", "502", "赵磊", "19900000009"], ["刘桂芳", liu, "7", "3", "503", "苏燕", "19900000008"],
    ]
    book.sheets = [("名单", WorkbookSample.rows(rows))]
    book.merges = ["A1:G1", "A2:A3", "B2:B3", "C2:E2", "F2:G2"]
    let report = try Sample.read(book.data())
    #expect(report.rows.map(\.verdict) == ["skip", "skip", "skip", "accept", "accept"])
    #expect(report.rows[3].person?.home?.short == "7-3-502" && report.rows[3].person?.phones == [])
    #expect(report.rows[3].person?.name == "王建国")
  }

  @Test func `repeated headings are skipped, a table with another layout is read by its own headings`() throws {
    let rows = try Sample.read(
      """
      姓名,身份证号,住址,联系电话
      王建国,\(wang),7-3-502,19900000001
      姓名,身份证号,住址,联系电话
      刘桂芳,\(liu),7-3-503,19900000002
      ,,,
      第二小区名单,,,
      序号,住址,姓名,身份证号
      1,8-1-101,赵磊,\(Sample.id("1970-01-02", 7))
      """
    ).rows
    #expect(rows.map(\.verdict) == ["skip", "accept", "skip", "accept", "skip", "skip", "skip", "accept"])
    #expect(rows[7].person?.name == "赵磊" && rows[7].person?.home?.short == "8-1-101")
  }

  @Test func `other people's names, numbers and phones are no part of the person`() throws {
    let rows = try Sample.read(
      """
      姓名,身份证号码,现住址,户籍地址,房东姓名,房东电话,监护人姓名,联系电话,目的地联系人,目的地联系电话,户主身份证号,手机号
      王建国,\(wang),7-3-502,外省某市东街2号楼1单元401,曹玉,17000006582,赵磊,19900000009,苏燕,19900000008,\(liu),19900000001
      """
    ).rows
    #expect(rows[1].verdict == "accept")
    #expect(rows[1].person?.phones.map(\.text) == ["19900000001"] && rows[1].person?.home?.short == "7-3-502")
    #expect(rows[1].person?.idNumber?.text == wang)
  }

  @Test func `the same headings twice in a row are for two people`() throws {
    let rows = try Sample.read(
      """
      姓名,身份证号,联系电话,住址,姓名,联系电话,关系
      王建国,\(wang),19900000001,7-3-502,赵磊,19900000009,子
      """
    ).rows
    #expect(rows[1].verdict == "accept" && rows[1].person?.phones.map(\.text) == ["19900000001"])
  }

  @Test func `a list that names only heads of households is a list of those`() throws {
    let rows = try Sample.read(
      """
      序号,户主姓名,户主身份证号,户主电话,家庭地址,低保类型
      1,王建国,\(wang),19900000001,7号楼3单元502,A类
      """
    ).rows
    #expect(rows[1].verdict == "accept" && rows[1].person?.name == "王建国")
    #expect(rows[1].person?.phones.map(\.text) == ["19900000001"] && rows[1].person?.idNumber?.text == wang)
  }

  @Test func `户主 may be a name or a mark, 人员类型 a kind of people or of residence: the content tells`() throws {
    let names = try Sample.read("姓名,户主,身份证号,人员类型,住址\n王明,王建国,\(wang),户籍人口,7-3-502\n刘桂芳,王建国,\(liu),流动人口,7-3-502")
    #expect(
      names.rows[1].person?.name == "王明" && names.rows[1].person?.tags == [] && names.rows[1].person?.isHead == false)
    let marks = try Sample.read("姓名,户主,身份证号,人员类型,住址\n王明,是,\(wang),残疾人、低保,7-3-502\n刘桂芳,否,\(liu),高龄,7-3-502")
    #expect(marks.rows[1].person?.isHead == true && marks.rows[1].person?.tags == ["残疾人", "低保"])
  }

  @Test func `sensitive columns are recognised to be left out, unknown ones are kept and shown`() throws {
    let report = try Sample.read("姓名,身份证号,住址,宗教信仰,是否社区矫正,养犬情况\n王建国,\(wang),7-3-502,某教,是,一只")
    #expect(report.sheets.first?.leftOut.map(\.heading) == ["宗教信仰", "是否社区矫正"])
    #expect(report.rows[1].person?.otherColumns == ["养犬情况": "一只"])
  }

  @Test func `a filling note or a year beside the headings is no obstacle`() throws {
    let rows = try Sample.read(
      "xm,sfzh,现住址,2022,填写说明：身份证号为18位，例如990501199001010010，请勿留空\n王建国,\(wang),7-3-502,,"
    ).rows
    #expect(rows.map(\.verdict) == ["skip", "accept"])
  }

  @Test func `a list without headings is read by what stands in its columns`() throws {
    let rows = try Sample.read(
      "1,王建国,男,\(wang),7号楼3单元502,19900000001\n2,刘桂芳,女,\(liu),7号楼3单元503,19900000002\n3,赵磊,男,\(Sample.id("1970-01-02", 7)),7号楼3单元504,"
    ).rows
    #expect(rows.map(\.verdict) == ["accept", "accept", "accept"])
    #expect(rows[0].person?.home?.short == "7-3-502" && rows[0].person?.phones.map(\.text) == ["19900000001"])
  }

  @Test func `sheets that explain the form, with an example or without, are left out`() throws {
    var book = WorkbookSample()
    let heading = ["姓名", "身份证号", "住址"]
    book.sheets = [
      ("填写说明", WorkbookSample.rows([["请按下表填写，一人一行。"], heading, ["张三", "990501199001010010", "1号楼1单元101"]])),
      ("名单", WorkbookSample.rows([heading, ["王建国", wang, "7-3-502"]])),
      ("民族代码", WorkbookSample.rows([["代码", "名称"], ["01", "汉族"], ["02", "蒙古族"]])),
    ]
    let report = try Sample.read(book.data())
    #expect(Set(report.rows.map(\.sheet)) == ["名单"] && report.rows.map(\.verdict) == ["skip", "accept"])
  }

  @Test func `each sheet that holds a list is read, and repetitions are found across sheets`() throws {
    var book = WorkbookSample()
    let heading = ["姓名", "身份证号", "住址"]
    book.sheets = [
      ("1号楼", WorkbookSample.rows([heading, ["王建国", wang, "1-3-502"]])),
      ("2号楼", WorkbookSample.rows([["台账"], heading, ["王建国", wang, "2-3-502"]])),
    ]
    let report = try Sample.read(book.data())
    #expect(report.rows.map(\.verdict) == ["skip", "accept", "skip", "skip", "review duplicate_in_file home_differs"])
    Sample.expectAccounted(report)
  }

  @Test func `several estates with the same building numbers are told apart`() throws {
    let report = try Sample.read(
      """
      小区,楼号,单元,房号,姓名,身份证号
      河湾小区,1,1,101,王建国,\(wang)
      东苑小区,1,1,101,刘桂芳,\(liu)
      """)
    #expect(report.hasSeveralCompounds && report.rows[1].person?.home?.compound == "河湾小区")
    #expect(String(decoding: try report.json(), as: UTF8.self).contains("\"compound\":\"东苑小区\""))
  }

  @Test func `the title or the sheet's name tells the building where no column does`() throws {
    let title = try Sample.read("安和社区3号楼住户名单,,,\n单元,室号,姓名,身份证号\n2,101,王建国,\(wang)\n,102,刘桂芳,\(liu)").rows
    #expect(title.map { $0.person?.home?.short } == [nil, nil, "3-2-101", "3-2-102"])
    var book = WorkbookSample()
    let heading = ["单元", "室号", "姓名", "身份证号"]
    book.sheets = [
      ("1号楼", WorkbookSample.rows([heading, ["2", "101", "王建国", wang]])),
      ("2号楼", WorkbookSample.rows([heading, ["2", "101", "刘桂芳", liu]])),
    ]
    #expect(try Sample.read(book.data()).taken.map { $0.person?.home?.short } == ["1-2-101", "2-2-101"])
  }

  @Test func `three columns for year, month and day are the birth date`() throws {
    let rows = try Sample.read("姓名,身份证号,年,月,日,住址\n王建国,未办,1957,2,3,7-3-502").rows
    #expect(rows[1].verdict == "review missing_id" && rows[1].person?.birthDate?.iso == "1957-02-03")
  }

  @Test func `headings only, no list at all: refused`() throws {
    #expect(throws: ListRefusal.headingsOnly) { try Sample.read("姓名,身份证号,住址\n,,\n合计,0,") }
    #expect(throws: ListRefusal.noList) { try Sample.read("项目,金额\n电费,100\n水费,50") }
  }

  @Test func `every heading of the catalogue is found under its field`() throws {
    let lines = try #require(String(data: try Catalogue.data("headings.tsv"), encoding: .utf8)).split(separator: "\n")
    let headings = try Headings.standard()
    for line in lines where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t").map(String.init)
      if parts[1] == "is" { #expect(headings.field(of: HeadingText(parts[2]))?.rawValue == parts[0], "\(parts[2])") }
    }
    #expect(throws: HeadingsFault.self) { try Headings("nobody\tis\t姓名") }
  }
}
