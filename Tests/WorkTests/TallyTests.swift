import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

struct TallyTests {
  private func total(_ placeKey: Int64, _ kind: TallyKind, in session: any Session) throws -> Int {
    try session.first(
      """
      SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS n FROM tally
      WHERE place_key = \(placeKey) AND kind = \(kind.rawValue)
      """
    ).map { try $0["n"] } ?? 0
  }

  @Test(arguments: Engine.allCases)
  func `an order counts where 刘姨 lives, and in every place above`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      try await town.dispatch(id)
      try await town.signFor(id)
      try await town.close(id, at: Town.morning + .days(1))
      try await town.accept(Town.residence, result: "已出具")
      #expect(try await TallyFolder.foldAll(in: town.database) == 7)
      for place in [town.grid, town.community, town.district] {
        let counts = try await town.database.read { session in
          try [TallyKind.matter, .dispatched, .signedFor, .closed, .closedSameDay].map {
            try total(place.key, $0, in: session)
          }
        }
        #expect(counts == [2, 1, 1, 2, 1])
      }
      #expect(try await town.database.read { try TallyRebuild.check(in: $0) }.isEmpty)
    }
  }

  @Test(arguments: Engine.allCases)
  func `many write while one folds, and nothing is lost`(engine: Engine) async throws {
    try await Town.story(on: engine, onDisk: true) { town in
      let (database, grid) = (town.database, town.grid.key)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
          group.addTask {
            try await database.write { session in
              try Tally.count(.care, at: grid, happenedAt: Town.morning + .days(Int64(number % 7)), in: session)
            }
          }
          if number % 20 == 0 {
            group.addTask { try await database.write { session in _ = try TallyFolder.fold(in: session) } }
          }
        }
        try await group.waitForAll()
      }
      try await TallyFolder.foldAll(in: database)
      #expect(try await database.read { try total(town.district.key, .care, in: $0) } == 200)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a wrong count is found and mended`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      try await town.accept()
      try await TallyFolder.foldAll(in: town.database)
      try await town.accept()
      try await town.database.write { session in
        try session.execute("UPDATE tally SET amount = 7 WHERE place_key = \(town.community.key)")
        try Tally.count(.closed, at: town.grid.key, happenedAt: Town.morning, in: session)
      }
      let found = try await town.database.read { try TallyRebuild.check(in: $0) }
      #expect(found.contains { $0.key.placeKey == town.community.key && $0.counted == 2 && $0.tallied == 8 })
      #expect(found.contains { $0.key.placeKey == town.grid.key && $0.key.kind == .closed && $0.counted == 0 })
      #expect(try await town.database.write { try TallyRebuild.repair(in: $0) } == found)
      #expect(try await town.database.read { try TallyRebuild.check(in: $0) }.isEmpty)
    }
  }
}
