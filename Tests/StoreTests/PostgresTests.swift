import Foundation
import TestSupport
import Testing

@testable import Store

@Suite struct `PostgreSQL alone` {
  @Test func `two writes that lock each other out both succeed in the end`() async throws {
    try await Tables.with(on: .postgres) { database in
      try await database.write { session in
        try session.run("INSERT INTO matter (title, number) VALUES ('a', 1), ('b', 2)")
      }
      let (runs, first, second) = (Runs(), Gate(), Gate())
      async let one: Void = both(1, 2, in: database) { if runs.next() <= 2 { meet(first, second) } }
      async let two: Void = both(2, 1, in: database) { if runs.next() <= 2 { meet(second, first) } }
      _ = try await (one, two)
      let weights = try await database.read { session in
        try session.rows("SELECT weight FROM matter ORDER BY number").map { try $0["weight"] as Double }
      }
      #expect(weights == [2, 2])
      // PostgreSQL undid one of the two, and it ran again (once, or more often on a busy machine).
      #expect(runs.count >= 3)
    }
  }

  @Test func `a connection that dies is replaced, and its write runs again`() async throws {
    try await Tables.with(on: .postgres) { database in
      let kill =
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND pid = ?1"
      let runs = Runs()
      let key: Int64 = try await database.write { session in
        let key = try session.insert("INSERT INTO matter (title) VALUES ('刘姨') RETURNING matter_key")
        guard runs.next() == 1 else { return key }
        let pid: Int = try #require(try session.value("SELECT pg_backend_pid()"))
        try terminate(pid, with: kill)
        return try session.insert("INSERT INTO matter (title) VALUES ('never') RETURNING matter_key")
      }
      #expect(runs.count == 2)
      let titles = try await database.read { session in
        try session.rows("SELECT title FROM matter WHERE matter_key >= ?1", key).map { try $0["title"] as String }
      }
      #expect(titles == ["刘姨"])
    }
  }

  @Test func `an absent server is answered unavailable`() async throws {
    let database = try Database(.postgres("postgres:///quanke?host=/nonexistent"))
    await #expect(throws: StoreError.unavailable(reason: "PostgreSQL can't be reached")) {
      try await database.read { try $0.rows("SELECT 1") }
    }
    await database.close()
    #expect(throws: StoreError.unavailable(reason: "the database's address can't be read")) {
      try Database(.postgres("postgres://[half"))
    }
  }

  @Test func `parameters are translated where they are parameters`() {
    let sql = """
      SELECT ?1, '?1 it''s ?2', "?3", a?b -- ?4 'open
      /* ?5 ' */ FROM t WHERE x=?12 AND y='?' AND z = ?2
      """
    let expected = """
      SELECT $1, '?1 it''s ?2', "?3", a?b -- ?4 'open
      /* ?5 ' */ FROM t WHERE x=$12 AND y='?' AND z = $2
      """
    #expect(ParameterStyle.translate(sql) == expected)
  }

  @Test func `a copy is refused with words`() async throws {
    try await Tables.with(on: .postgres) { database in
      await #expect(
        throws: StoreError.statement(
          code: "copy", message: "PostgreSQL is copied by its own tools, such as pg_dump")
      ) { try await database.copy(to: "/nowhere/copy") }
    }
  }
}

/// Writes to two matters one after the other, with a pause that lets another write take the second.
private func both(
  _ first: Int, _ second: Int, in database: Database, pause: @escaping @Sendable () -> Void
) async throws {
  let sql = "UPDATE matter SET weight = coalesce(weight, 0) + 1 WHERE number = ?1"
  try await database.write { session in
    try session.run(sql, first)
    pause()
    try session.run(sql, second)
  }
}

private func meet(_ mine: Gate, _ other: Gate) {
  mine.open()
  other.wait()
}

/// From a connection of its own, as an administrator would.
private func terminate(_ pid: Int, with sql: String) throws {
  let done = Gate()
  Task.detached {
    let address = ProcessInfo.processInfo.environment["QUANKE_TEST_POSTGRES"] ?? ""
    let administrator = try Database(.postgres(address), readers: 1)
    _ = try await administrator.read { try $0.rows(sql, pid) }
    await administrator.close()
    done.open()
  }
  try #require(done.wait())
}
