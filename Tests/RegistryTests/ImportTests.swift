import Access
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Store
import TestSupport
import Testing
import Trust

@Suite struct `苏燕 takes a list of residents in` {
  private static let liuyi = "刘桂芳,女,990501194503190426,1945-03-19,19905021234,7,3,502,户主,高龄、独居,"
  private static let wang = "王建国,男,990501195809140311,1958-09-14,19905025530,12,1,301,户主,透析,"
  private static let wife = "李艳,女,,1960-01-02,,12,1,301,配偶,,"
  private static let lines = [
    liuyi, wang, wife,
    "张三,男,990501196001011234,1960-01-01,123,8,1,101,户主,,",
    ",男,,1970-01-01,19900000009,8,1,102,,,",
    "合计：5人,,,,,,,,,,",
  ]

  @Test(arguments: Engine.allCases) func `and every row is accounted for`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let result = try await district.take(Self.lines)
      #expect(result.received == 7)
      #expect(result.count(.skip) == 2)
      #expect(result.count(.reject) == 1)
      #expect(result.count(.review) == 2)
      #expect(result.count(.accept) == 2)
      #expect(result.created == 4 && result.matched == 0 && !result.takenBefore)
      #expect(try await district.count("SELECT COUNT(*) FROM list_record") == 7)
      #expect(try await district.count("SELECT COUNT(*) FROM list_record WHERE person_key IS NOT NULL") == 4)
      #expect(try await district.count("SELECT COUNT(*) FROM list_record WHERE content_sealed IS NOT NULL") == 5)
      #expect(try await district.count("SELECT COUNT(*) FROM event WHERE action = 'list.imported'") == 1)
      #expect(try await district.count("SELECT COUNT(*) FROM event WHERE action LIKE 'person.%'") == 0)
    }
  }

  @Test(arguments: Engine.allCases) func `and finds 刘姨 in it with all that it says`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      try await district.take(Self.lines)
      let liuyi = try #require(try await district.find("lgf 7-3").hits.first)
      #expect(liuyi.name == "刘桂芳" && liuyi.age == 81)
      #expect(liuyi.idNumber == Cast.liuguifang.maskedIDNumber)
      #expect(liuyi.phones.map(\.masked) == [Cast.liuguifang.maskedPhone])
      #expect(Set(liuyi.tags.map(\.text)) == ["高龄", "独居"])
      #expect(liuyi.tags.allSatisfy { $0.source == "residents.csv" && $0.since == District.today })
      #expect(liuyi.person.placeKey == district.grids[0].key)
      #expect(try await district.disclose(.idNumber, of: liuyi.id, because: "核对信息") == Cast.liuguifang.idNumber)
      let wang = try #require(try await district.find("5530").hits.first)
      #expect(wang.household.map { "\($0.name) \($0.relation)" } == ["王建国 head", "李艳 配偶"])
    }
  }

  @Test(arguments: Engine.allCases) func `and a doubtful number is kept as text, not as anybody's identity`(
    engine: Engine
  ) async throws {
    try await District.story(on: engine) { (district) async throws in
      try await district.take(Self.lines)
      let zhang = try #require(try await district.find("张三").hits.first)
      #expect(zhang.idNumber == nil)
      #expect(zhang.document?.kind == .doubtful)
      #expect(zhang.document?.masked == "99**************34")
      #expect(try await district.disclose(.document, of: zhang.id, because: "核对信息") == "990501196001011234")
      #expect(try await district.names("990501196001011234") == [])
    }
  }

  @Test(arguments: Engine.allCases) func `and the same file twice changes nothing`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let first = try await district.take(Self.lines)
      let second = try await district.take(Self.lines, file: "copy.csv")
      #expect(second.takenBefore && second.id == first.id && second.counts == first.counts)
      #expect(try await district.count("SELECT COUNT(*) FROM person") == 4)
      #expect(try await district.count("SELECT COUNT(*) FROM list_import") == 1)
      #expect(try await district.count("SELECT COUNT(*) FROM event WHERE action = 'list.imported'") == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `and a later list adds what is new`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      try await district.take(Self.lines)
      let result = try await district.take(
        [
          "刘桂芳,女,990501194503190426,,19905021234、0999-8812345,7,3,502,户主,高龄、失能,", Self.wife,
          "赵新,男,\(ResidentList.number(Day("1990-05-06")!, 11)),,,7,3,502,租户,,",
        ], file: "june.csv")
      #expect(result.created == 1 && result.matched == 2)
      #expect(try await district.count("SELECT COUNT(*) FROM person") == 5)
      let liuyi = try #require(try await district.find("刘桂芳").hits.first)
      #expect(liuyi.phones.map(\.masked) == [Cast.liuguifang.maskedPhone, "0999-****345"])
      #expect(
        Set(liuyi.tags.map { "\($0.text) \($0.source)" }) == ["高龄 residents.csv", "独居 residents.csv", "失能 june.csv"])
      #expect(liuyi.person.version == 2)
      #expect(liuyi.household.map(\.name) == ["刘桂芳", "赵新"])
      #expect(try await district.names("2345") == ["刘桂芳"])
    }
  }

  @Test(arguments: Engine.allCases) func `and what contradicts the registry is for somebody to look at`(engine: Engine)
    async throws
  {
    try await District.story(on: engine) { (district) async throws in
      try await district.create(Cast.liuguifang)
      let far = ResidentList.number(Day("1980-02-03")!, 13)
      var neighbour = NewPerson(name: "何平", community: District.neighbourCode)
      neighbour.idNumber = far
      try await district.create(neighbour, by: "linfang")
      let result = try await district.take([
        "刘桂香,女,990501194503190426,,,8,1,101,户主,,", "何平,男,\(far),,19900000001,8,1,102,户主,低保,",
      ])
      #expect(result.count(.review) == 2 && result.created == 0 && result.matched == 2)
      let problems = try await district.database.read { session in
        try session.rows("SELECT problems FROM list_record WHERE person_key IS NOT NULL ORDER BY row").map {
          try $0["problems"] as String
        }
      }
      #expect(problems == ["registry_name_differs home_differs", "registered_elsewhere"])
      let liuyi = try #require(try await district.find("刘桂芳").hits.first)
      #expect(liuyi.home?.address.short == "7-3-502")
      let untouched = try #require(try await district.find("何平", by: "linfang").hits.first)
      #expect(untouched.phones.isEmpty && untouched.tags.isEmpty && untouched.household.isEmpty)
      #expect(try await district.names("何平") == [])
    }
  }

  @Test(arguments: Engine.allCases) func `and a name alone, or with another birth date, is not the same person`(
    engine: Engine
  ) async throws {
    try await District.story(on: engine) { (district) async throws in
      try await district.take([
        "王伟,男,,1970-01-01,,8,1,101,户主,,", "王伟,男,,1995-01-01,,8,1,101,子,,", "王伟,男,,1970-01-01,,8,1,102,户主,,",
      ])
      #expect(try await district.names("王伟").count == 3)
    }
  }

  @Test(arguments: Engine.allCases) func `but not for a community of others`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      await #expect(throws: Failure.notFound) {
        try await district.take(Self.lines, community: District.neighbourCode)
      }
      #expect(try await district.count("SELECT COUNT(*) FROM home") == 0)
    }
  }
}
