import Store
import Testing

@Suite struct `A refused row says which rule refused it` {
  private static let cases: [(String, StoreError)] = [
    ("INSERT INTO matter (title, number, day) VALUES ('x', 1, '2026-01-01')", .unique(name: "matter_number_key")),
    ("INSERT INTO matter (title) VALUES ('潘静')", .unique(name: "matter_open_title_key")),
    ("INSERT INTO matter (title, place) VALUES ('x', 'LINQUE')", .unique(name: "matter_place_lower_key")),
    ("INSERT INTO office (code) VALUES ('990501')", .unique(name: "office_code_key")),
    ("INSERT INTO office (office_key, code) VALUES (7, 'x')", .unique(name: "office_pkey")),
    ("INSERT INTO closing (matter_key, worker) VALUES (1, 1)", .unique(name: "closing_pkey")),
    ("INSERT INTO matter (title, office_key) VALUES ('x', 99)", .foreignKey),
    ("DELETE FROM office", .foreignKey),
    ("INSERT INTO matter (title, state) VALUES ('x', 'lost')", .check(name: "matter_state_check")),
    ("INSERT INTO matter (title) VALUES (NULL)", .notNull(column: "matter.title")),
    ("INSERT INTO closing (matter_key) VALUES (1)", .notNull(column: "closing.worker")),
  ]

  @Test(arguments: Engine.allCases) func `by the same name on both engines`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      try await database.write { session in
        try session.run("INSERT INTO office (office_key, code) VALUES (7, '990501')")
        try session.run(
          "INSERT INTO matter (title, number, day, office_key, state) VALUES ('a', 1, '2026-01-01', 7, 'closed')")
        try session.run("INSERT INTO matter (title) VALUES ('潘静')")
        try session.run("INSERT INTO matter (title, place) VALUES ('b', 'linque')")
        try session.run("INSERT INTO closing (matter_key, worker) VALUES (1, 1)")
      }
      for (sql, expected) in Self.cases {
        await #expect(throws: expected, "\(sql)") { try await database.write { try $0.run(sql) } }
      }
      #expect(try await database.matters() == 3)
    }
  }

  @Test(arguments: Engine.allCases) func `and never quotes what was written`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let secret = "990501194405120426"
      let error = await #expect(throws: StoreError.self) {
        try await database.write { session in
          if session.engine == .sqlite {
            try session.run("INSERT INTO matter (title, number) VALUES ('x', ?1)", secret + "x")
          }
          return try session.run("SELECT CAST(?1 AS BIGINT) FROM matter", secret + "x")
        }
      }
      let words = String(describing: try #require(error))
      #expect(!words.contains(secret))
    }
  }

  @Test(arguments: Engine.allCases) func `wrong SQL is told apart`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let error = await #expect(throws: StoreError.self) { try await database.read { try $0.rows("SELEC 1") } }
      guard case .statement = try #require(error) else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
