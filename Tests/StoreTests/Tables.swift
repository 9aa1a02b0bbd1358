import Store
import TestSupport

/// The small tables that these tests write to.
enum Tables {
  static let matter = Migration(
    number: 1, title: "matter",
    sql: """
      -- A matter is handed in once ({BYTES} is no macro here; nor is ?1 a parameter).
      CREATE TABLE office (office_key {KEY}, code {CODE} NOT NULL, place {TEXT}) {STRICT};
      CREATE UNIQUE INDEX office_code_key ON office (code);
      CREATE TABLE matter (
        matter_key {KEY},
        office_key {INT} REFERENCES office (office_key),
        title {TEXT} NOT NULL,
        state {TEXT} NOT NULL DEFAULT 'open' CONSTRAINT matter_state_check CHECK (state IN ('open', 'closed')),
        day {TEXT}, id {BYTES}, weight {REAL}, number {INT}, place {TEXT}
      ) {STRICT};
      CREATE UNIQUE INDEX matter_number_key ON matter (number, day);
      CREATE UNIQUE INDEX matter_open_title_key ON matter (title) WHERE state = 'open' AND number IS NULL;
      CREATE UNIQUE INDEX matter_place_lower_key ON matter (lower(place));
      CREATE TABLE closing (
        matter_key {INT} NOT NULL, worker {INT} NOT NULL, PRIMARY KEY (matter_key, worker)
      ) {STRICT};
      """)

  static let all = [matter]

  @discardableResult
  static func with<T>(
    on engine: Engine, onDisk: Bool = false, readers: Int = 4, _ body: (Database) async throws -> T
  ) async throws -> T {
    try await withDatabase(on: engine, onDisk: onDisk, readers: readers, migrations: all, body)
  }
}

extension Database {
  /// How many matters there are.
  func matters() async throws -> Int? { try await read { try $0.value("SELECT count(*) FROM matter") } }

  func accept(_ title: String, number: Int? = nil) async throws -> Int64 {
    try await write {
      try $0.insert("INSERT INTO matter (title, number) VALUES (?1, ?2) RETURNING matter_key", title, number)
    }
  }
}
