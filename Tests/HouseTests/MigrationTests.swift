import Foundation
import Testing

/// The migrations, which are never edited once released and never skip a number.
@Suite struct `The migrations` {
  /// Words that end in s and are one thing.
  private static let singular: Set<String> = ["access", "address", "alias", "process", "status"]

  private static func migrations() throws -> [House.SourceFile] { try House.files("Sources/Store/Migrations", ".sql") }

  @Test func `are numbered from 1 without a gap`() throws {
    let numbers = try Self.migrations().map { file -> Int in
      let number = try #require(file.name.firstMatch(of: /^(\d{4})_[a-z_]+\.sql$/), "\(file.name) has no number")
      return Int(number.1) ?? 0
    }
    #expect(!numbers.isEmpty)
    #expect(numbers == Array(1...numbers.count))
  }

  @Test func `name tables and columns in singular snake case`() throws {
    let wrong = try Self.migrations().flatMap { file in
      file.code.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) }.filter {
        $0 != $0.lowercased() || ($0.hasSuffix("s") && !Self.singular.contains($0))
      }.map { "\(file.name): \($0)" }
    }
    #expect(wrong == [])
  }

  @Test func `make every table strict, so that the schema refuses what is of another kind`() throws {
    for file in try Self.migrations() {
      #expect(
        file.code.matches(of: /CREATE TABLE/).count == file.code.matches(of: /\{(?:STRICT|CLUSTERED)\}/).count,
        "\(file.name)")
    }
  }

  @Test func `use the macros where the engines' types differ`() throws {
    let wrong = try Self.migrations().filter {
      $0.code.contains(/\b(?:INTEGER|BIGINT|BLOB|BYTEA|VARCHAR|AUTOINCREMENT|SERIAL|JSONB|TIMESTAMP)\b/)
    }
    #expect(wrong.map(\.name) == [])
  }
}
