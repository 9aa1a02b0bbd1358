import CLibPQ

/// The result of one statement in binary format.
final class PostgresAnswer {
  private let raw: OpaquePointer

  /// - Throws: `PostgresFailure` if the statement failed or the connection broke.
  init(_ result: OpaquePointer?, _ connection: OpaquePointer) throws {
    guard let result else { throw PostgresFailure(nil, connection) }
    guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) else {
      defer { PQclear(result) }
      throw PostgresFailure(result, connection)
    }
    raw = result
  }

  deinit { PQclear(raw) }

  /// What ran: "INSERT 0 1", "COMMIT"; a COMMIT of a failed transaction says "ROLLBACK".
  var tag: String { String(cString: PQcmdStatus(raw)) }
  var changed: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }
  var count: Int { Int(PQntuples(raw)) }
  private(set) lazy var columns: [String] = (0..<PQnfields(raw)).map { String(cString: PQfname(raw, $0)) }
  private lazy var types: [Oid] = (0..<PQnfields(raw)).map { PQftype(raw, $0) }

  /// - Throws: `StoreError.column` if a column has a type that the store doesn't read, such as a timestamp.
  func row(_ index: Int) throws -> Row {
    Row(columns: columns, values: try types.indices.map { try value(CInt(index), $0) })
  }

  private func value(_ row: CInt, _ column: Int) throws -> SQLValue {
    if PQgetisnull(raw, row, CInt(column)) == 1 { return .null }
    let length = Int(PQgetlength(raw, row, CInt(column)))
    let bytes = UnsafeRawBufferPointer(start: PQgetvalue(raw, row, CInt(column)), count: length)
    guard let value = PostgresType.value(types[column], bytes) else { throw StoreError.column(columns[column]) }
    return value
  }
}
