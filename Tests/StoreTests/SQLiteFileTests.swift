import Foundation
import Store
import TestSupport
import Testing

@Suite struct `SQLite on disk` {
  @Test func `is written ahead, in full, with foreign keys`() async throws {
    try await Tables.with(on: .sqlite, onDisk: true) { database in
      let pragmas = try await database.write { session in
        try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"].map {
          try #require(try session.row("PRAGMA \($0)")).values[0]
        }
      }
      // synchronous 2 is FULL: a commit is on the disk when it returns.
      #expect(pragmas == [.text("wal"), .integer(2), .integer(1), .integer(5_000)])
    }
  }

  @Test func `waits for another process that writes, then goes on`() async throws {
    try await withFile { database, path in
      let other = try OtherProcess(holding: path)
      async let key = database.accept("刘姨")
      try await Task.sleep(for: .milliseconds(300))
      try other.release(committing: true)
      #expect(try await key == 2)
      #expect(try await database.matters() == 2)
    }
  }

  @Test func `answers unavailable when the other process doesn't end`() async throws {
    try await withFile { database, path in
      let other = try OtherProcess(holding: path)
      let busy = StoreError.unavailable(reason: "another process is writing to the database")
      async let first = #expect(throws: busy) { _ = try await database.accept("a") }
      async let second = #expect(throws: busy) { _ = try await database.accept("b") }
      // Readers are not in the way of a writer.
      #expect(try await database.matters() == 0)
      _ = await (first, second)
      try other.release(committing: false)
      #expect(try await database.accept("c") == 1)
    }
  }

  @Test func `is copied whole while it is written to`() async throws {
    try await withFile { database, path in
      for number in 1...100 { _ = try await database.accept("n", number: number) }
      async let more: Void = { for number in 101...200 { _ = try await database.accept("n", number: number) } }()
      try await database.copy(to: path + ".copy")
      try await more
      let copy = try Database(.file(path + ".copy"))
      try await copy.migrate(Tables.all)
      let count = try #require(try await copy.matters())
      #expect((100...200).contains(count))
      let check: String? = try await copy.read { try $0.value("PRAGMA integrity_check") }
      #expect(check == "ok")
      await copy.close()
      await #expect(throws: StoreError.self) { try await database.copy(to: path + ".copy") }
    }
  }

  @Test func `tells why it can't be opened`() async throws {
    try await withFolder { folder in
      #expect(throws: StoreError.self) { try Database(.file(folder + "/absent/quanke.sqlite")) }
      try Data("this is a letter, not a database; it is longer than a header ".utf8).write(
        to: URL(filePath: folder + "/letter"))
      let error = #expect(throws: StoreError.self) { try Database(.file(folder + "/letter")) }
      guard case .unavailable = try #require(error) else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  private func withFile(_ body: (Database, String) async throws -> Void) async throws {
    try await withFolder { folder in
      let path = folder + "/quanke.sqlite"
      let database = try Database(.file(path))
      try await database.migrate(Tables.all)
      try await body(database, path)
      await database.close()
    }
  }
}

/// A real second process, Python's own SQLite, that holds the write lock.
private struct OtherProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init(holding path: String) throws {
    let script = """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1], isolation_level=None)
      c.execute("BEGIN IMMEDIATE")
      c.execute("INSERT INTO matter (title) VALUES ('from outside')")
      print("held", flush=True)
      c.execute(sys.stdin.readline())
      """
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["QUANKE_PYTHON"] ?? "python3", "-c", script, path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.availableData
    try #require(String(decoding: said, as: UTF8.self).hasPrefix("held"))
  }

  func release(committing: Bool) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((committing ? "COMMIT\n" : "ROLLBACK\n").utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
