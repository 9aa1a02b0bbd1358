import Foundation
import Store

/// Why a test of PostgreSQL can't run: a failure, never a skipped test.
package struct PostgresMissing: Error, CustomStringConvertible {
  package let description =
    "QUANKE_TEST_POSTGRES holds no address of a PostgreSQL; run the tests through scripts/with-postgres"
}

/// A database of its own on one engine, empty but for the migrations, and gone when `body` ends.
///
/// Best with a parameterised test, which then says on which engine it failed:
/// `@Test(arguments: Engine.allCases) func …(engine: Engine) async throws { try await withDatabase(on: engine) { … } }`
/// - Parameters:
///   - onDisk: SQLite as a file instead of in memory, for tests of many connections. PostgreSQL has always many.
///   - migrations: nil for those of this program.
@discardableResult
package func withDatabase<T>(
  on engine: Engine, onDisk: Bool = false, readers: Int = 4, migrations: [Migration]? = nil,
  _ body: (Database) async throws -> T
) async throws -> T {
  switch engine {
  case .sqlite where !onDisk: try await with(.memory, readers, migrations, body)
  case .sqlite: try await withFolder { try await with(.file($0 + "/quanke.sqlite"), readers, migrations, body) }
  case .postgres: try await withSchema { try await with($0, readers, migrations, body) }
  }
}

/// Runs `body` on SQLite, then on PostgreSQL.
package func withBothEngines(
  onDisk: Bool = false, migrations: [Migration]? = nil, _ body: (Database) async throws -> Void
) async throws {
  for engine in Engine.allCases {
    try await withDatabase(on: engine, onDisk: onDisk, migrations: migrations, body)
  }
}

/// A folder of its own, removed at the end.
@discardableResult
package func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appending(path: "quanke-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path)
}

/// A schema of its own in the PostgreSQL of the tests, dropped at the end; it is made by the first connection.
@discardableResult
package func withSchema<T>(_ body: (DatabaseLocation) async throws -> T) async throws -> T {
  guard let address = ProcessInfo.processInfo.environment["QUANKE_TEST_POSTGRES"], !address.isEmpty else {
    throw PostgresMissing()
  }
  let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
  let result: Result<T, any Error>
  do { result = .success(try await body(.postgres(address, schema: schema))) } catch { result = .failure(error) }
  let sweeper = try Database(.postgres(address), readers: 1)
  try await sweeper.write { try $0.run("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
  await sweeper.close()
  return try result.get()
}

@discardableResult
private func with<T>(
  _ location: DatabaseLocation, _ readers: Int, _ migrations: [Migration]?, _ body: (Database) async throws -> T
) async throws -> T {
  let database = try Database(location, readers: readers)
  let result: Result<T, any Error>
  do {
    try await database.migrate(migrations ?? Migration.all())
    result = .success(try await body(database))
  } catch { result = .failure(error) }
  await database.close()
  return try result.get()
}
