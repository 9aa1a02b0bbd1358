import Access
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Work

@testable import Statistics

struct StatisticsTests {
  private func rows(
    _ place: Place, _ by: [StatisticsQuery.Column], level: Place.Level? = nil, to day: String = "2022-06-30",
    by user: String = "chenmin", in ground: Ground
  ) async throws -> [String] {
    let grant = try await ground.grant(user)
    let query = StatisticsQuery(place: place.code, from: Day("2022-01-01")!, to: Day(day)!, by: by, level: level)
    return try await ground.database.read { try Statistics.rows(query, grant, in: $0) }.map { row in
      ([row.place, row.month, row.day?.iso, row.kind, row.item].compactMap(\.self) + ["\(row.count)"])
        .joined(separator: " ")
    }
  }

  @Test(arguments: Engine.allCases, [0, 1, 2])
  func `the counts are the same however much of them is folded`(engine: Engine, folds: Int) async throws {
    try await Ground.story(on: engine) { ground in
      func fold() async throws { if folds > 0 { try await TallyFolder.foldAll(in: ground.database) } }
      try await ground.count(.visit, at: ground.grids[0], on: "2022-03-31", times: 3)
      try await ground.count(.visit, at: ground.grids[1], on: "2022-04-01", times: 2)
      if folds == 2 { try await fold() }
      try await ground.count(.matter, item: "W020201", at: ground.anhe, on: "2022-04-02")
      try await ground.count(.matter, item: "W020101", at: ground.pingan, on: "2022-04-02", times: 4)
      try await ground.count(.care, at: ground.street, on: "2022-04-03", times: 5)
      if folds == 1 { try await fold() }

      #expect(
        try await rows(ground.street, [.place, .month, .kind], in: ground) == [
          "990501001 2022-04 care 5", "990501001001 2022-03 visit 3", "990501001001 2022-04 matter 1",
          "990501001001 2022-04 visit 2", "990501001002 2022-04 matter 4",
        ])
      #expect(try await rows(ground.district, [.kind], in: ground) == ["care 5", "matter 5", "visit 5"])
      #expect(
        try await rows(ground.anhe, [.place, .kind], in: ground) == [
          "990501001001 matter 1", "990501001001001 visit 3", "990501001001002 visit 2",
        ])
      #expect(
        try await rows(ground.district, [.place], level: .community, in: ground) == [
          "990501 5", "990501001001 6", "990501001002 4",
        ])
      #expect(
        try await rows(ground.district, [.day, .item], to: "2022-04-02", in: ground) == [
          "2022-03-31  3", "2022-04-01  2", "2022-04-02 W020101 4", "2022-04-02 W020201 1",
        ])
    }
  }

  @Test(arguments: Engine.allCases)
  func `苏燕 sees her community's figures, the street's are not there for her`(engine: Engine) async throws {
    try await Ground.story(on: engine) { ground in
      try await ground.count(.visit, at: ground.grids[0], on: "2022-03-31")
      #expect(try await rows(ground.anhe, [.kind], by: "suyan", in: ground) == ["visit 1"])
      for place in [ground.street, ground.pingan] {
        await #expect(throws: Failure.notFound) { try await rows(place, [.kind], by: "suyan", in: ground) }
      }
    }
  }

  @Test func `a query is read or refused parameter by parameter`() throws {
    let today = Day("2022-07-01")!
    let query = try StatisticsQuery(
      query: ["from": "2022-02", "to": "2022-02", "by": "place,kind", "kind": "visit"], place: "990501", today: today)
    #expect(query.from == Day("2022-02-01") && query.to == Day("2022-02-28"))
    #expect(query.by == [.place, .kind] && query.kinds == ["visit"])
    do {
      _ = try StatisticsQuery(query: ["from": "soon", "by": "colour", "place": "12x"], place: "990501", today: today)
      Issue.record("taken")
    } catch let failure as Failure {
      #expect(Set(failure.fields.map(\.pointer)) == ["?from", "?by", "?place"])
    }
  }
}
