import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Trust
import Work

@testable import Statistics

struct HistoryTests {
  private static let rows = [
    ["民生事项", "2022-01-14 16:16", "G0260", "990501001001", "W070103", "2022-02-27 20:07"],
    ["一老一小", "2022-03-31 23:59", "G0039", "990501001001", "", "2022-04-01 20:33"],
    ["协商议事", "2022-03-08 15:14", "G0030", "990501001002", "", ""],
    ["矛盾调解", "2022-03-08 15:14", "G0030", "990501001002", "", ""],
    ["矛盾调解", "2022-03-08 15:14", "G0030", "990501009009", "", ""],
    ["喝茶", "2022-03-08 15:14", "G0030", "990501001002", "", ""],
    ["矛盾调解", "昨天", "G0030", "990501001002", "", ""],
    ["矛盾调解", "2022-03-08 15:14"],
  ]

  private func take(_ rows: [[String]], in ground: Ground, headings: [String] = HistoryLayout.matters.headings)
    async throws
    -> HistoryReport
  {
    try await HistoryImport(database: ground.database).take(
      .init(name: "matters.csv", digest: Data("file".utf8), headings: headings), rows: rows, actor: .system,
      on: Ground.occasion)
  }

  private func counts(_ ground: Ground) async throws -> [String] {
    let grant = try await ground.grant("chenmin")
    let query = StatisticsQuery(place: "990501", from: Day("2022-01-01")!, to: Day("2022-12-31")!, level: .community)
    return try await ground.database.read { try Statistics.rows(query, grant, in: $0) }
      .map { "\($0.kind!) \($0.place!) \($0.month!) \($0.count)" }
  }

  @Test(arguments: Engine.allCases)
  func `every row of the history is taken or named, and counts in the month in which it happened`(engine: Engine)
    async throws
  {
    try await Ground.story(on: engine) { ground in
      let report = try await take(Self.rows, in: ground)
      #expect(report.received == 8 && report.taken == 4 && report.refused == 4)
      #expect(report.refusals.map(\.row) == [6, 7, 8, 9])
      #expect(report.refusals.map(\.reason.key) == ["history.place", "history.kind", "history.time", "history.short"])
      let expected = [
        "matter 990501001001 2022-01 1", "care 990501001001 2022-03 1", "deliberation 990501001002 2022-03 1",
        "mediation 990501001002 2022-03 1",
      ]
      #expect(try await counts(ground) == expected)
      try await TallyFolder.foldAll(in: ground.database)
      #expect(try await counts(ground) == expected)
      #expect(try await ground.database.read { try TallyRebuild.check(in: $0) }.isEmpty)
    }
  }

  @Test(arguments: Engine.allCases)
  func `the same file again changes nothing, one that was cut off goes on`(engine: Engine) async throws {
    try await Ground.story(on: engine) { ground in
      #expect(try await take(Array(Self.rows.prefix(3)), in: ground).taken == 3)
      let rest = try await take(Self.rows, in: ground)
      #expect(rest.alreadyThere == 3 && rest.taken == 1 && rest.refused == 4)
      let before = try await counts(ground)
      let again = try await take(Self.rows, in: ground)
      #expect(again.alreadyThere == 8 && again.taken == 0 && again.refused == 0)
      #expect(try await counts(ground) == before)
    }
  }

  @Test func `another file is refused`() async throws {
    try await Ground.story(on: .sqlite) { ground in
      await #expect(throws: Failure.self) { try await take([], in: ground, headings: ["姓名", "身份证号"]) }
      let imports: Int? = try await ground.database.read { try $0.value("SELECT COUNT(*) FROM list_import") }
      #expect(imports == 0)
    }
  }
}
