import Store
import Testing

@Suite struct `Others learn of what was written` {
  @Test(arguments: Engine.allCases) func `every listener hears of a commit and none of a failure`(engine: Engine)
    async throws
  {
    try await Tables.with(on: engine) { database in
      var (first, second) = (database.commits().makeAsyncIterator(), database.commits().makeAsyncIterator())
      for number in 1...10 { _ = try await database.accept("n", number: number) }
      // Ten commits, nobody listening meanwhile: one signal for all of them.
      #expect(await first.next() != nil)
      #expect(await second.next() != nil)
      _ = try? await database.write { _ in throw StoreError.foreignKey }
      _ = try await database.matters()
      await database.close()
      #expect(await first.next() == nil)
      #expect(await second.next() == nil)
    }
  }

  @Test(arguments: Engine.allCases) func `a request knows what it asked of the database`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let (mine, other) = (QueryCost(), QueryCost())
      try await Database.$cost.withValue(mine) {
        for number in 1...3 { _ = try await database.accept("n", number: number) }
        _ = try await database.read { session in
          try session.forEachRow("SELECT * FROM matter", []) { _ in true }
          return try session.rows("SELECT * FROM matter WHERE number > ?1", 1).count
        }
      }
      try await Database.$cost.withValue(other) { _ = try await database.matters() }
      #expect(mine.statements == 5)
      #expect(mine.rows == 3 + 3 + 2)
      #expect(other.statements == 1)
      #expect(other.rows == 1)
    }
  }
}
