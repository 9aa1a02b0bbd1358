import Crypto

/// A session that can run several statements of one text, as a migration is.
protocol ScriptSession: Session {
  func script(_ sql: String) throws
}

/// Brings the tables up to date, one migration in one transaction, under a lock so that programs that start together
/// don't do the same work twice.
struct Migrator {
  let migrations: [Migration]
  let engine: Engine

  /// Applies the first migration that is missing, unless the database and the program contradict each other.
  /// - Returns: whether one was applied, so that there may be another.
  func step(_ session: any Session) throws -> Bool {
    guard let session = session as? any ScriptSession else { return false }
    try session.lock(.named("schema_migration"))
    try session.script(Self.table(engine))
    let applied = try session.rows("SELECT number, digest FROM schema_migration ORDER BY number")
      .reduce(into: [Int: String]()) { $0[try $1["number"]] = try $1["digest"] }
    let known = migrations.map(\.number).max() ?? 0
    if let newest = applied.keys.max(), newest > known {
      throw StoreError.newerDatabase(found: newest, known: known)
    }
    try refuseChanged(applied)
    guard let next = migrations.filter({ applied[$0.number] == nil }).min(by: { $0.number < $1.number }) else {
      return false
    }
    try session.script(Dialect.expand(next, for: engine))
    try session.run(
      "INSERT INTO schema_migration (number, title, digest, applied_at) VALUES (?1, ?2, ?3, \(Self.now(engine)))",
      next.number, next.title, next.digest)
    return true
  }

  private func refuseChanged(_ applied: [Int: String]) throws {
    for migration in migrations {
      guard let digest = applied[migration.number], digest != migration.digest else { continue }
      throw StoreError.statement(
        code: "migration",
        message: "\(migration.number)_\(migration.title) was changed after it had been applied to this database")
    }
  }

  private static func table(_ engine: Engine) -> String {
    let text = """
      CREATE TABLE IF NOT EXISTS schema_migration (
        number {INT} NOT NULL PRIMARY KEY, title {TEXT} NOT NULL, digest {TEXT} NOT NULL, applied_at {INT} NOT NULL
      ) {STRICT}
      """
    let migration = Migration(number: 0, title: "schema_migration", sql: text)
    return (try? Dialect.expand(migration, for: engine)) ?? ""
  }

  /// The database's own clock in milliseconds: when a migration ran is a note for people, no fact that a rule reads.
  private static func now(_ engine: Engine) -> String {
    switch engine {
    case .sqlite: "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"
    case .postgres: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
    }
  }
}

extension Migration {
  /// Tells an edited migration from the one that was applied: SHA-256 in hexadecimal.
  var digest: String {
    SHA256.hash(data: Array(sql.utf8)).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
  }
}
