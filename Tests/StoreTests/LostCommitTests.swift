import Foundation
import Store
import TestSupport
import Testing

/// Limits how large a file this process may write, so that the kernel itself refuses what the database writes.
private enum FileLimit {
  private static func set(_ bytes: rlim_t) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(1), &limit)
    limit.rlim_cur = min(bytes, limit.rlim_max)
    setrlimit(__rlimit_resource_t(1), &limit)
  }

  /// RLIMIT_FSIZE; the signal that comes with it is ignored, so that writing fails with EFBIG.
  static func during<T>(_ bytes: Int, _ body: () async throws -> T) async throws -> T {
    signal(SIGXFSZ, SIG_IGN)
    set(rlim_t(bytes))
    defer { set(.max) }
    return try await body()
  }
}

@Suite struct `A commit that fails` {
  /// The limit holds for the whole process, in which other tests run: the log is made so long before (24 MB) that only
  /// this database comes near it.
  @Test func `is answered unavailable to all who share it, and nothing is written`() async throws {
    try await withFolder { folder in
      let path = folder + "/quanke.sqlite"
      let database = try Database(.file(path))
      try await database.migrate(Tables.all)
      try await database.write { session in
        _ = try session.rows("PRAGMA wal_autocheckpoint = 0")
        try session.run("INSERT INTO matter (title, id) VALUES ('long', zeroblob(24000000))")
      }
      let log = try #require(try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
      let errors = try await FileLimit.during(log) { await acceptMany(40, in: database) }
      #expect(errors.count == 40)
      for error in errors {
        guard case .unavailable = error else {
          Issue.record("\(error)")
          continue
        }
      }
      #expect(try await database.matters() == 1)
      #expect(await acceptMany(40, in: database).isEmpty)
      #expect(try await database.matters() == 41)
      await database.close()
      let again = try Database(.file(path))
      #expect(try await again.matters() == 41)
      await again.close()
    }
  }

  private func acceptMany(_ count: Int, in database: Database) async -> [StoreError] {
    await withTaskGroup(of: StoreError?.self) { group in
      for number in 1...count {
        group.addTask {
          do { _ = try await database.accept("n", number: number) } catch { return error as? StoreError }
          return nil
        }
      }
      return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
    }
  }

  @Test func `a full database harms only the write that finds it full`() async throws {
    try await Tables.with(on: .sqlite, onDisk: true) { database in
      let pages: Int = try await database.write { session in
        let pages: Int = try #require(try session.value("PRAGMA page_count"))
        _ = try session.rows("PRAGMA max_page_count = \(pages + 20)")
        return pages
      }
      let error = await #expect(throws: StoreError.self) {
        try await database.write { try $0.run("INSERT INTO matter (title, id) VALUES ('large', zeroblob(1000000))") }
      }
      guard case .unavailable = try #require(error) else {
        Issue.record("\(String(describing: error)) with \(pages) pages")
        return
      }
      #expect(try await database.accept("small") == 1)
    }
  }
}
