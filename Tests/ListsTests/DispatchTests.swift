import Foundation
import Kernel
import Testing

@testable import Lists

/// Dispatch lists are compared with the registry of the community that they are for.
struct DispatchTests {
  private let wang = Sample.id("1957-02-03", 1)
  private let liu = Sample.id("1945-04-12", 42)

  /// The registry as a residents list tells it.
  private struct ListedRegistry: RegistryLookup {
    let people: [ListRow]

    func names(of number: IDNumber) -> [String] {
      people.filter { $0.person?.idNumber == number }.compactMap { $0.person?.name }
    }

    func home(meant by: HomeAddress) -> HomeMatch {
      let homes = Set(people.compactMap { $0.person?.home }).filter {
        $0.building == by.building && $0.room == by.room && (by.unit == nil || by.unit == $0.unit)
      }
      guard by.compound == nil, let home = homes.first else { return .unknown }
      return homes.count == 1 ? .known(home) : .ambiguous
    }
  }

  @Test func `homes and names are compared with the registry, and people it doesn't know are taken`() throws {
    let registry = ListedRegistry(
      people: try Sample.read(
        """
        姓名,身份证号,住址
        王建国,\(wang),7号楼3单元502
        刘桂芳,\(liu),7号楼1单元101
        赵磊,\(Sample.id("1970-01-02", 7)),7号楼2单元101
        """
      ).taken)
    let list = """
      姓名,身份证号,联系电话,现住址,管控原因
      王建国,\(wang),,7号楼502,密接
      刘桂方,\(liu),,7-1-101,密接
      苏燕,\(Sample.id("1986-02-03", 6)),,7-2-101,返乡
      赵磊,\(Sample.id("1970-01-02", 7)),,7-101,返乡
      陈敏,\(Sample.id("1987-02-03", 8)),,东苑小区7号楼2单元101,返乡
      林晟,\(Sample.id("1988-02-03", 9)),,同户籍地,返乡
      王建国,\(wang),,7-3-502,密接
      """
    let reader = ListReader(.dispatch, today: Sample.today, headings: try .standard(), registry: registry)
    let rows = try reader.report(ListFile(data: Data(list.utf8))).rows
    #expect(
      rows.dropFirst().map(\.verdict) == [
        "accept", "review registry_name_differs", "accept", "review address_unmatched", "review address_unmatched",
        "review address_unmatched", "fix duplicate_in_file",
      ])
    #expect(rows[1].person?.home?.short == "7-3-502" && rows[5].person?.home == nil)
  }
}
