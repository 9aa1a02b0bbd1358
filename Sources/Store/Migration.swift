import Foundation

/// One numbered step of the tables, append-only: a file `Migrations/NNNN_title.sql` that is never edited once released.
///
/// The text is the same for both engines. Macros: `{KEY}` integer primary key that the engine gives, `{INT}` 64 bits,
/// `{TEXT}`, `{CODE}` text compared byte by byte, `{BYTES}`, `{REAL}`, `{STRICT}` at the end of a
/// table, or `{CLUSTERED}` for one that lies in the order of a primary key of several columns.
package struct Migration: Sendable, Hashable {
  package let number: Int
  package let title: String
  package let sql: String

  package init(number: Int, title: String, sql: String) {
    self.number = number
    self.title = title
    self.sql = sql
  }

  /// All migrations of this program, in order.
  package static func all() throws -> [Migration] {
    guard let folder = Bundle.module.url(forResource: "Migrations", withExtension: nil) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "sql" }
      .map { file in
        let parts = file.deletingPathExtension().lastPathComponent.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[0]) else { throw StoreError.column(file.lastPathComponent) }
        return Migration(number: number, title: String(parts[1]), sql: try String(contentsOf: file, encoding: .utf8))
      }
      .sorted { $0.number < $1.number }
  }
}
