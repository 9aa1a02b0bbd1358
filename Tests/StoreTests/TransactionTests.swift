import Store
import Testing

private struct Change: Error {}

/// A savepoint in a savepoint; the inner one holds, the outer one meets a number that is taken.
private func refusedTwice(_ session: any Session, _ attempt: Int) throws {
  do {
    try session.savepoint {
      try session.run("INSERT INTO matter (title) VALUES ('inner')")
      try session.savepoint { try session.run("INSERT INTO matter (title, number) VALUES ('b', ?1)", attempt + 10) }
      try session.run("INSERT INTO matter (title, number, day) VALUES ('c', 1, 'x')")
    }
    Issue.record("the number is taken")
  } catch StoreError.unique(let name) { #expect(name == "matter_number_key") }
}

@Suite struct `A write is whole or not at all` {
  @Test(arguments: Engine.allCases) func `what fails is undone, what was committed stays`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      let key = try await database.accept("刘姨")
      #expect(key == 1)
      await #expect(throws: Change.self) {
        try await database.write { session in
          try session.run("INSERT INTO matter (title) VALUES ('lost')")
          throw Change()
        }
      }
      #expect(try await database.matters() == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `a savepoint undoes its own part and the rest goes on`(engine: Engine)
    async throws
  {
    try await Tables.with(on: engine) { database in
      try await database.write { session in
        try session.run("INSERT INTO matter (title, number, day) VALUES ('a', 1, 'x')")
        for attempt in 1...3 { try refusedTwice(session, attempt) }
        try session.savepoint { try session.run("INSERT INTO matter (title) VALUES ('d')") }
      }
      let titles = try await database.read { session in
        try session.rows("SELECT title FROM matter ORDER BY matter_key").map { try $0["title"] as String }
      }
      #expect(titles == ["a", "d"])
    }
  }

  @Test(arguments: Engine.allCases)
  func `an error swallowed outside a savepoint fails the write on both engines`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      _ = try await database.accept("刘姨", number: 1)
      await #expect(throws: StoreError.notNull(column: "matter.title")) {
        try await database.write { session in
          try session.run("INSERT INTO matter (title) VALUES ('before')")
          _ = try? session.run("INSERT INTO matter (title) VALUES (?1)", String?.none)
          #expect(throws: StoreError.notNull(column: "matter.title")) {
            try session.run("INSERT INTO matter (title) VALUES ('after')")
          }
        }
      }
      #expect(try await database.matters() == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `a read can't write`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      await #expect(throws: StoreError.self) {
        try await database.read { try $0.run("INSERT INTO matter (title) VALUES ('no')") }
      }
      let count = try await database.matters()
      #expect(count == 0)
    }
  }

  @Test(arguments: Engine.allCases) func `a read sees one moment while a write goes on`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      _ = try await database.accept("before")
      let (seen, go) = (AsyncStream.makeStream(of: Void.self), Gate())
      async let counts = database.read { session in
        let first: Int? = try session.value("SELECT count(*) FROM matter")
        seen.continuation.yield()
        go.wait()
        return [first, try session.value("SELECT count(*) FROM matter")]
      }
      for await _ in seen.stream { break }
      _ = try await database.accept("during")
      go.open()
      #expect(try await counts == [1, 1])
      #expect(try await database.matters() == 2)
    }
  }

  @Test(arguments: Engine.allCases) func `readers don't wait for a write`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      let (began, go) = (AsyncStream.makeStream(of: Void.self), Gate())
      async let written: Void = database.write { session in
        try session.run("INSERT INTO matter (title) VALUES ('slow')")
        began.continuation.yield()
        go.wait()
      }
      for await _ in began.stream { break }
      let counts = try await withThrowingTaskGroup(of: Int?.self) { group in
        for _ in 1...32 { group.addTask { try await database.matters() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts == Array(repeating: 0, count: 32))
      go.open()
      try await written
      #expect(try await database.matters() == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `after closing everything is refused`(engine: Engine) async throws {
    try await Tables.with(on: engine) { database in
      await database.close()
      await #expect(throws: StoreError.unavailable(reason: "the database is closed")) {
        _ = try await database.matters()
      }
      await #expect(throws: StoreError.unavailable(reason: "the database is closed")) {
        _ = try await database.accept("x")
      }
    }
  }
}
