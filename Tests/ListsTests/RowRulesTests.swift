import Foundation
import Kernel
import Testing

@testable import Lists

/// One row at a time: what becomes of it, and with which codes.
struct RowRulesTests {
  private let liu = Sample.id("1945-04-12", 42)

  @Test func `a plain row is taken as it is`() throws {
    let row = try Sample.row("刘桂芳,女,\(liu),1945-04-12,19900000001,7号楼,3单元,502,户主,高龄、独居,")
    #expect(row.verdict == "accept")
    let person = try #require(row.person)
    #expect(person.name == "刘桂芳" && person.idNumber?.text == liu && person.sex == .female)
    #expect(person.birthDate?.iso == "1945-04-12" && person.phones.map(\.text) == ["19900000001"])
    #expect(person.home == HomeAddress(building: "7", unit: "3", room: "502") && person.tags == ["高龄", "独居"])
    #expect(person.isHead)
  }

  @Test(arguments: [
    ("刘桂芳,女,ID,,,7,3,502,,,", "fix"),
    ("刘桂芳,女,'ID,,,7,3,502,,,", "fix"),
    ("刘桂芳(户主),女,ID,,,7,3,502,,,", "fix"),
    ("刘桂芳,女,ID,,+86 19900000001,7,3,502,,,", "fix"),
    ("刘桂芳,男,ID,,,7,3,502,,,", "fix sex_mismatch"),
    ("刘桂芳,女,ID,1945-04-13,,7,3,502,,,", "fix birth_mismatch"),
    ("刘桂芳,女,ID,1945年5月,,7,3,502,,,", "fix birth_mismatch"),
    ("刘桂芳,女,ID,1945年4月,,7,3,502,,,", "accept"),
    ("刘桂芳,女,ID,四十年代,,7,3,502,,,", "fix date_unreadable"),
    ("刘桂芳,女,ID,,1990000001,7,3,502,,,", "fix phone_format"),
    ("刘桂芳,女,ID,,无,7,3,502,,,", "accept"),
    ("刘桂芳,女,,1945-04-12,,7,3,502,,,", "review missing_id"),
    ("刘桂芳,女,未办,1945-04-12,,7,3,502,,,", "review missing_id"),
    ("刘桂芳,女,9.90501E+17,1945-04-12,,7,3,502,,,", "review id_precision_lost"),
    ("刘桂芳,女,99050119450412042,1945-04-12,,7,3,502,,,", "review id_length"),
    ("刘桂芳,女,99050119450412O420,1945-04-12,,7,3,502,,,", "review id_characters"),
    ("刘桂芳,女,990501194513120420,,,7,3,502,,,", "review id_birth_date"),
    ("刘桂芳,女,990501450412042,,,7,3,502,,,", "fix id_upgraded_15"),
    ("刘桂芳,女,H61917959,1945-04-12,,7,3,502,,,", "fix other_document"),
    (",女,ID,1945-04-12,,7,3,502,,,", "reject missing_name"),
    ("-,女,ID,1945-04-12,,7,3,502,,,", "reject missing_name"),
    ("刘桂芳,女,ID,,,不详,,,户主,,", "review address_unmatched"),
    ("刘桂芳,女,ID,,,7,3,502,,,2021年去世", "review not_resident"),
    ("刘桂芳,女,ID,,,7,3,502,,,户口已迁出", "review not_resident"),
    ("刘桂芳（已故）,女,ID,,,7,3,502,,,", "review not_resident"),
    ("刘桂芳,女,ID,,,7,3,502,,空挂户,", "review not_resident"),
    ("刘桂芳,女,ID,,,7,3,502,,,外出务工", "accept"),
    ("刘桂芳,女,ID,,,7,3,502,,,老伴已去世", "accept"),
    ("刘桂芳,女,ID,,,7,3,502,,,未迁出", "accept"),
    ("=HYPERLINK(1),女,ID,,,7,3,502,,,", "review name_doubtful"),
    ("刘桂芳、王建国,女,ID、99050119500101001X,,,7,3,502,,,", "review several_people"),
    ("ID,女,刘桂芳,1945-04-12,,7,3,502,,,", "fix columns_shifted"),
    ("刘桂芳,女,19900000001,1945-04-12,ID,7,3,502,,,", "fix columns_shifted"),
    ("女,刘桂芳,ID,1945-04-12,,7,3,502,,,", "fix columns_shifted"),
    ("刘桂芳,,女,ID,1945-04-12,19900000001,7,3,502,,", "review columns_shifted"),
    ("张三,,,,,7,3,502,,,", "review missing_id"),
    ("刘桂芳,女,19900000001,1945-04-12,19900000001,7,3,502,,,", "review id_length"),
    ("刘桂芳,女,ID,1945-04-12,ID,7,3,502,,,", "fix phone_format"),
    ("刘桂芳,,,,19900000001,7,3,502,,,共计2人", "review missing_id"),
    ("空置,,,,,7,3,502,,,", "skip"),
    (",,,,,7,3,502,,,", "skip"),
    (",,,,,7,3,502,,,空置", "skip"),
    (",,,,,,,,,,", "skip"),
    ("合计,25人,,,,,,,,,", "skip"),
    ("7号楼小计,25人,,,,,,,,,", "skip"),
    ("填表人：庞某某,,,,,审核人：沈某某,,,,,", "skip"),
    ("7号楼,,,,,,,,,,", "skip"),
    ("姓名,性别,身份证号,出生日期,联系电话,楼栋,单元,室号,与户主关系,人员类别,备注", "skip"),
    ("例：张三,男,990501199001010010,1990-01-01,19900000000,7,3,502,户主,,", "skip"),
  ])
  func `each fault has its code and outcome`(line: String, verdict: String) throws {
    // The first ID of a plain line has a number that is written in full width in the first case.
    let id = line == "刘桂芳,女,ID,,,7,3,502,,," ? "９９" + liu.dropFirst(2) : liu
    #expect(try Sample.row(line.replacingOccurrences(of: "ID", with: id)).verdict == verdict)
  }

  @Test func `nothing is taken from a doubtful number`() throws {
    let wrong = String(liu.dropLast()) + (liu.hasSuffix("1") ? "2" : "1")
    let row = try Sample.row("刘桂芳,男,\(wrong),1950-01-01,,7,3,502,,,")
    #expect(row.verdict == "review id_checksum")
    #expect(row.person?.idNumber == nil && row.person?.keptIDText == wrong)
    #expect(row.person?.sex == .male && row.person?.birthDate?.iso == "1950-01-01")
  }

  @Test func `a sound number wins over its columns`() throws {
    let row = try Sample.row("刘桂芳,男,\(liu),1950-01-01,,7,3,502,,,")
    #expect(row.verdict == "fix birth_mismatch sex_mismatch")
    #expect(row.person?.sex == .female && row.person?.birthDate?.iso == "1945-04-12")
  }

  @Test func `the same number again is a repetition, another name a conflict, another home a difference`() throws {
    let rows = try Sample.rows(
      "刘桂芳,女,\(liu),,,7,3,502,户主,,", "刘 桂 芳,女,\(liu),,19900000002,7,3,502,,,", "刘桂方,女,\(liu),,,7,3,502,,,",
      "刘桂芳,女,\(liu),,,8,1,101,户主,,")
    #expect(
      rows.map(\.verdict) == [
        "accept", "fix duplicate_in_file", "review duplicate_in_file name_conflict",
        "review duplicate_in_file home_differs",
      ])
    #expect(rows[3].duplicateOf == 2 && rows[1].person?.phones.map(\.text) == ["19900000002"])
  }

  @Test func `without a sound number, name and birth date tell a possible repetition`() throws {
    let rows = try Sample.rows(
      "王建国,男,,1957-02-03,,7,3,502,户主,,", "王建国,男,无,1957.2.3,,7,3,502,,,", "王建国,男,无,1958.2.3,,7,3,502,,,",
      "王建国,男,无,,,7,3,502,,,")
    #expect(
      rows.map(\.verdict) == [
        "review missing_id", "review missing_id possible_duplicate", "review missing_id", "review missing_id",
      ])
  }

  @Test func `blank homes of members take the line above's, those of heads do not`() throws {
    let rows = try Sample.rows(
      "王建国,男,\(Sample.id("1957-02-03", 1)),,,7号楼,3单元,502,户主,,", "王丽,女,\(Sample.id("1980-02-03", 2)),,,,,,女,,",
      "王明,男,\(Sample.id("1982-02-03", 3)),,,同上,,,子,,", "王红,女,\(Sample.id("1984-02-03", 4)),,,〃,〃,〃,女,,",
      "赵磊,男,\(Sample.id("1986-02-03", 5)),,,,,,户主,,")
    #expect(rows.map { $0.person?.home?.short } == ["7-3-502", "7-3-502", "7-3-502", "7-3-502", nil])
    #expect(rows.last?.verdict == "review address_unmatched")
  }

  @Test func `lines that name a building or unit count until the next one`() throws {
    let rows = try Sample.rows(
      "7号楼,,,,,,,,,,", "王建国,男,\(Sample.id("1957-02-03", 1)),,,,3单元,502,户主,,", "8号楼2单元（共12户）,,,,,,,,,,",
      "赵磊,男,\(Sample.id("1986-02-03", 5)),,,,,301,户主,,", "3单元,,,,,,,,,,",
      "苏燕,女,\(Sample.id("1986-02-03", 6)),,,,,302,户主,,")
    #expect(rows.map { $0.person?.home?.short } == [nil, "7-3-502", nil, "8-2-301", nil, "8-3-302"])
  }

  @Test(arguments: [
    ("7号楼", "1-1", "", "7-1-1"), ("7", "3", "3-502", "7-3-502"), ("7-3-502", "", "", "7-3-502"),
    ("甲7号楼", "3单元", "502A", "甲7-3-502A"),
    ("7#", "", "B101", "7-B101"), ("7号楼3单元", "", "502室", "7-3-502"), ("7栋", "二单元", "５０２", "7-2-502"),
  ])
  func `address columns complete each other`(building: String, unit: String, room: String, short: String) throws {
    let row = try Sample.row("刘桂芳,女,\(liu),,,\(building),\(unit),\(room),户主,,")
    #expect(row.person?.home?.short == short)
  }

  @Test func `an unquoted comma moves the cells behind it, and they are put right`() throws {
    let text = """
      姓名,性别,身份证号,住址,联系电话,出生日期,备注
      王建国,男,\(Sample.id("1957-02-03", 1)),7号楼,3单元502,19900000001,1957-02-03,
      刘桂芳,女,\(liu),7号楼3单元502,19900000001,1945-04-12,
      """
    let rows = try Sample.read(text).rows
    #expect(rows.map(\.verdict) == ["skip", "fix columns_shifted", "accept"])
    #expect(rows[1].person?.home?.short == "7-3-502" && rows[1].person?.phones.map(\.text) == ["19900000001"])
  }

  @Test func `a column for the kind of paper makes its number another paper`() throws {
    let text = """
      姓名,证件类型,证件号码,住址
      林晟,台湾居民来往大陆通行证,12345678,7-3-502
      刘桂芳,居民身份证,\(liu),7-3-502
      """
    let rows = try Sample.read(text).rows
    #expect(rows.map(\.verdict) == ["skip", "fix other_document", "accept"])
    #expect(rows[1].person?.otherDocument == "12345678" && rows[1].person?.idNumber == nil)
  }
}
