import CLibPQ

/// An error of PostgreSQL or of the connection to it.
struct PostgresFailure: Error {
  /// The five characters of SQLSTATE; empty if the connection broke.
  let state: String
  let known: StoreError

  /// Whether the same body may succeed when it runs again from its beginning.
  /// 40001 serialization_failure, 40P01 deadlock_detected; 0A000 is a cached plan whose table was changed by a
  /// migration, 42P18 a NULL whose type could not be inferred: both are mended by then.
  var mayPass: Bool { isConflict || state == "0A000" || state == "42P18" }
  var isConflict: Bool { state == "40001" || state == "40P01" }
  var isBroken: Bool { state.isEmpty || state.hasPrefix("57P") || state.hasPrefix("08") }

  /// What a result or, without one, the connection says.
  init(_ result: OpaquePointer?, _ connection: OpaquePointer) {
    func field(_ code: Character) -> String {
      guard let result, let text = PQresultErrorField(result, CInt(code.asciiValue ?? 0)) else { return "" }
      return String(cString: text)
    }
    state = PQstatus(connection) == CONNECTION_BAD ? "" : field("C")
    known = Self.known(
      state, message: field("M"), constraint: field("n"), column: "\(field("t")).\(field("c"))")
  }

  private static func known(_ state: String, message: String, constraint: String, column: String) -> StoreError {
    switch state {
    case "": .unavailable(reason: "the connection to PostgreSQL is lost")
    case "23505": .unique(name: constraint)
    case "23503", "23001": .foreignKey
    case "23514": .check(name: constraint)
    case "23502": .notNull(column: column)
    case "40001", "40P01": .unavailable(reason: "other writes were in the way again and again")
    // lock_not_available and query_canceled: it took too long.
    case "55P03", "57014": .unavailable(reason: "another write held the lock too long")
    case _ where ["08", "53", "57", "58", "XX"].contains(state.prefix(2)): .unavailable(reason: message)
    // Data exceptions quote the value in their message.
    case _ where state.hasPrefix("22"): .statement(code: state, message: "PostgreSQL refused a value")
    default: .statement(code: state, message: message)
    }
  }
}
