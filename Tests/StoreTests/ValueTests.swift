import Foundation
import Kernel
import Store
import Testing

@Suite struct `What is written comes back` {
  @Test(arguments: Engine.allCases) func `every kind of value survives the way there and back`(engine: Engine)
    async throws
  {
    try await Tables.with(on: engine) { database in
      let values: [SQLValue] = [
        .integer(.min), .integer(.max), .real(0.1), .real(-1e300), .text("高龄津贴 👵🏻 'quoted' \"double\" ?1 $1 \\"),
        .text(""), .blob(Data()), .blob(Data(0...255)), .null,
      ]
      let back = try await database.write { session in
        try session.rows("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CAST(?9 AS BIGINT)", values)[0].values
      }
      #expect(back == values)
    }
  }

  @Test(arguments: Engine.allCases) func `a row is read by the names of its columns`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let id = try #require(EntityID("01990000-0000-7000-8000-000000000001"))
      let day = try #require(Day("2026-02-28"))
      let row = try await database.write { session in
        try session.run("INSERT INTO matter (title, id, day, weight) VALUES (?1, ?2, ?3, ?4)", "刘姨", id, day, 1.5)
        return try #require(try session.row("SELECT * FROM matter WHERE id = ?1", id))
      }
      #expect(try row["title"] == "刘姨")
      #expect(try row["id"] == id)
      #expect(try row["day"] == day)
      #expect(try row["weight"] == 1.5)
      #expect(try row["number"] as Int? == nil)
      #expect(throws: StoreError.column("number")) { try row["number"] as Int }
      #expect(throws: StoreError.column("absent")) { try row["absent"] as String }
      #expect(throws: StoreError.column("title")) { try row["title"] as Int }
    }
  }

  @Test(arguments: Engine.allCases) func `sums, truths and averages are alike`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      for number in [1, 2, 60_000_000_003] { _ = try await database.accept("n", number: number) }
      let row = try await database.read { session in
        try #require(
          try session.row(
            """
            SELECT sum(number) AS total, avg(number) AS mean, max(number) > 2 AS large, count(*) AS count,
              sum(-number) AS negative, sum(weight) AS absent FROM matter
            """))
      }
      #expect(try row["total"] == 60_000_000_006 as Int64)
      #expect(try row["mean"] == 20_000_000_002.0)
      #expect(try row["large"] == true)
      #expect(try row["count"] == 3)
      #expect(try row["negative"] == -60_000_000_006 as Int64)
      #expect(try row["absent"] as Int? == nil)
    }
  }

  @Test(arguments: Engine.allCases) func `a NULL needs no type, even where it decides alone`(engine: Engine)
    async throws
  {
    try await Tables.with(on: engine) { database in
      _ = try await database.accept("刘姨", number: 7)
      let sql = "SELECT count(*) FROM matter WHERE ?1 IS NULL OR number = ?2"
      let all: Int? = try await database.read { try $0.value(sql, String?.none, Int?.none) }
      #expect(all == 1)
      let none: Int? = try await database.read { try $0.value(sql, "x", 8) }
      #expect(none == 0)
      let one: Int? = try await database.read { try $0.value(sql, "x", 7) }
      #expect(one == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `parameters go by number, not by place`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let row = try await database.read { try #require(try $0.row("SELECT ?2 AS b, ?1 AS a, ?2 AS c", "a", "b")) }
      #expect(row.values == [.text("b"), .text("a"), .text("b")])
    }
  }

  @Test(arguments: Engine.allCases) func `NUL in a text is refused with the same error`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      await #expect(throws: StoreError.nulInText) { _ = try await database.accept("刘\0姨") }
      let count = try await database.matters()
      #expect(count == 0)
    }
  }

  @Test(arguments: Engine.allCases) func `run says how many rows it changed`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      for number in 1...5 { _ = try await database.accept("n", number: number) }
      let changed = try await database.write { session in
        [
          try session.run("UPDATE matter SET state = 'closed' WHERE number > ?1", 2),
          try session.run("UPDATE matter SET state = 'closed' WHERE number > ?1", 99),
          try session.run("CREATE TABLE later (number INTEGER)"), try session.run("DELETE FROM matter"),
        ]
      }
      #expect(changed == [3, 0, 0, 5])
    }
  }

  @Test(arguments: Engine.allCases) func `a big answer comes row by row and can be left early`(engine: Engine)
    async throws
  {
    try await Tables.with(on: engine) { database in
      let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n"
      let (sum, left) = try await database.read { session in
        var sum: Int64 = 0
        try session.forEachRow(sql, [.integer(100_000)]) { row in
          sum += try row["i"]
          // Another question in between must not disturb the first, even the same one.
          if sum < 4 { _ = try session.rows(sql, [.integer(3)]) }
          return true
        }
        var left = 0
        try session.forEachRow(sql, [.integer(100_000)]) { _ in
          left += 1
          return left < 1_234
        }
        return (sum, left)
      }
      #expect(sum == 5_000_050_000)
      #expect(left == 1_234)
    }
  }
}
