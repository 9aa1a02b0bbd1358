import Store
import TestSupport
import Testing

@Suite struct `The tables are brought up to date` {
  private static let second = Migration(
    number: 2, title: "note",
    sql: "ALTER TABLE matter ADD COLUMN note {TEXT};\nCREATE INDEX matter_note ON matter (note);")

  @Test(arguments: Engine.allCases) func `step by step, and each step once`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      _ = try await database.accept("刘姨")
      _ = try await database.read { try $0.rows("SELECT * FROM matter") }
      try await database.migrate([Tables.matter, Self.second])
      try await database.migrate([Tables.matter, Self.second])
      // The same question as before, of a table that has changed under its prepared statement.
      let row = try await database.read { try #require(try $0.row("SELECT * FROM matter")) }
      #expect(try row["note"] as String? == nil)
      let steps = try await database.read { session in
        try session.rows("SELECT number FROM schema_migration ORDER BY number").map { try $0["number"] as Int }
      }
      #expect(steps == [1, 2])
      let recent: Int? = try await database.read {
        try $0.value("SELECT count(*) FROM schema_migration WHERE applied_at > 1767225600000")
      }
      #expect(recent == 2)
    }
  }

  @Test(arguments: Engine.allCases) func `by several programs that start together`(engine: Engine) async throws {
    try await withDatabase(on: engine, onDisk: true, migrations: []) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...8 { group.addTask { try await database.migrate([Tables.matter, Self.second]) } }
        try await group.waitForAll()
      }
      #expect(try await database.matters() == 0)
    }
  }

  @Test(arguments: Engine.allCases) func `a newer database is refused`(engine: Engine) async throws {
    try await withDatabase(on: engine, migrations: [Tables.matter, Self.second]) { database in
      await #expect(throws: StoreError.newerDatabase(found: 2, known: 1)) { try await database.migrate(Tables.all) }
    }
  }

  @Test(arguments: Engine.allCases) func `a migration that was edited later is refused`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let edited = Migration(number: 1, title: "matter", sql: Tables.matter.sql + "\n")
      let error = await #expect(throws: StoreError.self) { try await database.migrate([edited, Self.second]) }
      let words = String(describing: try #require(error))
      #expect(words.contains("1_matter was changed"))
    }
  }

  @Test(arguments: Engine.allCases) func `one that fails leaves nothing behind`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let broken = Migration(
        number: 2, title: "broken", sql: "CREATE TABLE half (x {INT}) {STRICT}; CREATE TABLE matter (x {INT});")
      await #expect(throws: StoreError.self) { try await database.migrate([Tables.matter, broken]) }
      try await database.migrate([Tables.matter, Self.second])
      await #expect(throws: StoreError.self) { try await database.read { try $0.rows("SELECT * FROM half") } }
    }
  }

  @Test(
    arguments: Engine.allCases,
    [
      ("CREATE TABLE t (x {MONEY});", "macro {MONEY}"),
      ("CREATE TABLE t (x {INT} REFERENCES office (office_key) DEFERRABLE INITIALLY DEFERRED);", "DEFERRABLE"),
      ("CREATE TABLE t (x {INT} CHECK (x > 0));", "CHECK needs a name"),
      ("CREATE TABLE t (x {INT} UNIQUE);", "CREATE UNIQUE INDEX"),
      ("CREATE TABLE t (x {INT} DEFAULT ?1);", "no parameters"),
    ])
  func `what would differ between the engines is refused`(engine: Engine, refused: (String, String)) async throws {
    try await Tables.with(on: engine) { database in
      let migration = Migration(number: 2, title: "odd", sql: refused.0)
      let error = await #expect(throws: StoreError.self) { try await database.migrate([Tables.matter, migration]) }
      let words = String(describing: try #require(error))
      #expect(words.contains(refused.1))
    }
  }
}

@Suite struct `The program's own tables` {
  @Test(arguments: Engine.allCases) func `are made on both engines, by themselves`(engine: Engine) async throws {
    let all = try Migration.all()
    #expect(all.map(\.number) == Array(1...all.count))
    try await withDatabase(on: engine, onDisk: true) { database in
      let applied: Int? = try await database.read { try $0.value("SELECT count(*) FROM schema_migration") }
      #expect(applied == all.count)
    }
  }
}
