import Foundation
import Store
import Testing

private struct Refused: Error {}

@Suite struct `Many write at once` {
  @Test(arguments: Engine.allCases)
  func `of 500 writes 111 fail and harm none of the 389 others`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      let written = await withTaskGroup(of: Bool.self) { group in
        for number in 1...500 {
          group.addTask {
            do {
              try await database.write { session in
                try session.run("INSERT INTO matter (title, number) VALUES ('m', ?1)", number)
                switch number {
                case ...37: throw Refused()
                case ...74: try session.run("INSERT INTO matter (title, state) VALUES ('x', 'lost')")
                case ...111: try session.run("INSERT INTO nowhere (x) VALUES (1)")
                default: break
                }
              }
              return true
            } catch { return false }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(written == 389)
      let (count, first) = try await database.read { session in
        (
          try session.value("SELECT count(*) FROM matter") as Int?,
          try session.value("SELECT min(number) FROM matter") as Int?
        )
      }
      #expect(count == 389)
      #expect(first == 112)
    }
  }

  @Test(arguments: Engine.allCases) func `of 64 who close one matter exactly one does`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      let key = try await database.accept("刘姨")
      try await connectAll(database)
      let closed = try await withThrowingTaskGroup(of: Bool.self) { group in
        for worker in 1...64 { group.addTask { try await close(key, by: worker, in: database) } }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(closed == 1)
      let acts: Int? = try await database.read { try $0.value("SELECT count(*) FROM closing") }
      #expect(acts == 1)
    }
  }

  @Test(arguments: Engine.allCases) func `a held lock can be tried without waiting`(engine: Engine) async throws {
    try await Tables.with(on: engine, onDisk: true) { database in
      let (held, go) = (AsyncStream.makeStream(of: Void.self), Gate())
      async let holder: Void = database.write { session in
        try session.lock(.named("sealer"))
        held.continuation.yield()
        if session.engine == .postgres { go.wait() }
      }
      for await _ in held.stream { break }
      let taken = try await database.write { session in
        (try session.tryLock(.named("sealer")), try session.tryLock(.named("another")))
      }
      // SQLite has one writer: whoever writes holds every lock.
      #expect(taken.0 == (engine == .sqlite))
      #expect(taken.1)
      go.open()
      try await holder
    }
  }
}

/// Opens every connection, so that a race begins at once on all of them.
private func connectAll(_ database: Database) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 1...16 {
      group.addTask {
        try await database.read { session in
          _ = try session.rows("SELECT 1")
          Thread.sleep(forTimeInterval: 0.02)
        }
      }
    }
    try await group.waitForAll()
  }
}

/// Looks, then writes: without the lock two of them would look before either writes.
private func close(_ key: Int64, by worker: Int, in database: Database) async throws -> Bool {
  try await database.write { session in
    try session.lock(.order(key))
    guard try session.value("SELECT state FROM matter WHERE matter_key = ?1", key) == "open" else { return false }
    // Without the lock, others would look now.
    Thread.sleep(forTimeInterval: 0.005)
    try session.run("INSERT INTO closing (matter_key, worker) VALUES (?1, ?2)", key, worker)
    return try session.run("UPDATE matter SET state = 'closed' WHERE matter_key = ?1", key) == 1
  }
}
