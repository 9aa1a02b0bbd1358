import CLibPQ
import Foundation
import Logging

/// One connection, used by one thread at a time.
final class PostgresConnection {
  private let raw: OpaquePointer
  private let style: ParameterStyle
  private struct Key: Hashable {
    let sql: String
    let types: [Oid]
  }
  private var prepared: [Key: String] = [:]
  private var preparedEver = 0
  /// Some hundred texts, each in a few types; past that they are prepared anew (a plan takes some 10 KB on the server).
  private static let preparedLimit = 1_000

  /// Connects; waits for it at most 5 s per address, so that a request learns of an absent server in time.
  init(_ address: PostgresAddress, style: ParameterStyle) throws {
    self.style = style
    // What stands in the address comes after these and wins.
    let settings = [
      ("connect_timeout", "5"), ("fallback_application_name", "quanke"), ("keepalives_idle", "30"),
      ("dbname", address.uri), ("client_encoding", "UTF8"),
    ]
    guard let raw = Self.connect(settings) else { throw StoreError.unavailable(reason: "no memory for a connection") }
    self.raw = raw
    guard PQstatus(raw) == CONNECTION_OK else {
      throw StoreError.unavailable(reason: "PostgreSQL can't be reached")
    }
    _ = PQsetNoticeReceiver(raw, { _, _ in }, nil)
    try Self.prologue(address).forEach { try command($0) }
  }

  deinit { PQfinish(raw) }

  private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
    var keys: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
    var values: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
    defer { for text in keys + values { free(UnsafeMutablePointer(mutating: text)) } }
    return PQconnectdbParams(&keys, &values, 1)
  }

  private static func prologue(_ address: PostgresAddress) -> [String] {
    [
      // A committed write is durable, whatever the server's settings say; a stricter setting stays.
      "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
      // As long as a write on SQLite waits for another process, twice over.
      "SET lock_timeout = '10s'",
      // Answers are read to their end, and queries are short.
      "SET cursor_tuple_fraction = 1",
      "SET jit = off",
      "SET TimeZone = 'UTC'",
    ] + address.schemaCommands
  }

  var isBroken: Bool { PQstatus(raw) == CONNECTION_BAD }

  /// Runs text without parameters, one statement or several, and gives the tag of the last ("COMMIT", "ROLLBACK").
  @discardableResult func command(_ sql: String) throws -> String {
    let answer = try PostgresAnswer(PQexec(raw, sql), raw)
    return answer.tag
  }

  /// Runs a statement, prepared at its first use.
  func execute(_ sql: String, _ values: [SQLValue]) throws -> PostgresAnswer {
    let text = style.translated(sql)
    let parameters = PostgresParameters(values, nullsAsText: style.nullsAsText(sql))
    do {
      let name = try statement(text, parameters.types)
      return try parameters.withFields { count, addresses, lengths, formats in
        try PostgresAnswer(PQexecPrepared(raw, name, count, addresses, lengths, formats, 1), raw)
      }
    } catch let failure as PostgresFailure {
      mend(failure, sql)
      throw failure
    }
  }

  /// Runs a statement once, without keeping it.
  func executeOnce(_ sql: String, _ values: [SQLValue]) throws -> PostgresAnswer {
    let text = style.translated(sql)
    let parameters = PostgresParameters(values, nullsAsText: style.nullsAsText(sql))
    do {
      return try parameters.withFields { count, addresses, lengths, formats in
        let result = PQexecParams(raw, text, count, parameters.types, addresses, lengths, formats, 1)
        return try PostgresAnswer(result, raw)
      }
    } catch let failure as PostgresFailure {
      mend(failure, sql)
      throw failure
    }
  }

  private func statement(_ text: String, _ types: [Oid]) throws -> String {
    let key = Key(sql: text, types: types)
    if let name = prepared[key] { return name }
    if prepared.count >= Self.preparedLimit { try forgetStatements() }
    preparedEver += 1
    let name = "q\(preparedEver)"
    _ = try PostgresAnswer(PQprepare(raw, name, text, CInt(types.count), types), raw)
    prepared[key] = name
    return name
  }

  private func forgetStatements() throws {
    try command("DEALLOCATE ALL")
    prepared = [:]
  }

  private func mend(_ failure: PostgresFailure, _ sql: String) {
    if failure.state == "42P18", case .statement(_, let message) = failure.known { style.learn(sql, from: message) }
    // Names go on counting, so the old statements on the server can't be met again; they end with the connection.
    if failure.state == "0A000" { prepared = [:] }
  }
}

/// Where a connection goes.
struct PostgresAddress: Sendable {
  let uri: String
  let schema: String?

  init(uri: String, schema: String?) throws {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(uri, &message) else {
      // libpq's message may quote the password.
      PQfreemem(message)
      throw StoreError.unavailable(reason: "the database's address can't be read")
    }
    PQconninfoFree(options)
    self.uri = uri
    self.schema = schema
  }

  fileprivate var schemaCommands: [String] {
    guard let schema else { return [] }
    let name = "\"" + schema.replacing("\"", with: "\"\"") + "\""
    // Two connections that create it at once would collide in the catalogue.
    return [
      "BEGIN", "SELECT pg_advisory_xact_lock(hashtextextended('quanke.schema', 0))",
      "CREATE SCHEMA IF NOT EXISTS \(name)", "COMMIT", "SET search_path = \(name)",
    ]
  }
}
