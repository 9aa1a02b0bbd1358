import CLibPQ

/// A running transaction on a connection.
final class PostgresSession: ScriptSession {
  let engine = Engine.postgres
  private let connection: PostgresConnection
  private let space: String
  private let cost: QueryCost?
  private var cursors = 0
  /// A statement's error that no savepoint has undone: the server refuses to go on after one.
  private(set) var failure: PostgresFailure?
  /// Whether something failed, undone or not, that may pass when the body runs again.
  private(set) var mayPass = false

  /// - Parameter space: keeps the locks of schemas in one database apart.
  init(_ connection: PostgresConnection, space: String, cost: QueryCost?) {
    self.connection = connection
    self.space = space
    self.cost = cost
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
    try check(arguments)
    let answer = try attempt { try connection.execute(sql, arguments) }
    return try (0..<answer.count).map {
      cost?.countRow()
      return try answer.row($0)
    }
  }

  /// A cursor, 500 rows at a time; other statements may run in between.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws {
    try check(arguments)
    cursors += 1
    let cursor = "quanke_\(cursors)"
    _ = try attempt { try connection.executeOnce("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", arguments) }
    defer { if failure == nil { _ = try? attempt { try connection.command("CLOSE \(cursor)") } } }
    while true {
      let answer = try attempt { try connection.executeOnce("FETCH 500 FROM \(cursor)", []) }
      for index in 0..<answer.count {
        cost?.countRow()
        guard try body(answer.row(index)) else { return }
      }
      if answer.count < 500 { return }
    }
  }

  func run(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try check(arguments)
    return try attempt { try connection.execute(sql, arguments) }.changed
  }

  func script(_ sql: String) throws { _ = try attempt { try connection.command(sql) } }

  func lock(_ lock: Lock) throws {
    let sql = "SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))"
    _ = try attempt { try connection.execute(sql, [.text(lock.key(in: space))]) }
  }

  func tryLock(_ lock: Lock) throws -> Bool {
    let sql = "SELECT pg_try_advisory_xact_lock(hashtextextended(?1, 0))"
    let answer = try attempt { try connection.execute(sql, [.text(lock.key(in: space))]) }
    return try answer.row(0).values[0] == .integer(1)
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    _ = try attempt { try connection.command("SAVEPOINT quanke") }
    do {
      let value = try body()
      _ = try attempt { try connection.command("RELEASE quanke") }
      return value
    } catch {
      if !connection.isBroken {
        failure = nil
        _ = try attempt { try connection.command("ROLLBACK TO quanke; RELEASE quanke") }
      }
      throw error
    }
  }

  private func check(_ arguments: [SQLValue]) throws {
    guard !arguments.contains(where: \.holdsNUL) else { throw StoreError.nulInText }
    cost?.countStatement()
  }

  private func attempt<T>(_ work: () throws -> T) throws -> T {
    if let failure { throw failure.known }
    do { return try work() } catch let error as PostgresFailure {
      failure = error
      mayPass = mayPass || error.mayPass
      throw error.known
    }
  }
}

extension Lock {
  /// The text whose hash is the advisory lock; every node of an installation must make the same.
  fileprivate func key(in space: String) -> String {
    switch self {
    case .order(let key): "\(space)/order/\(key)"
    case .person(let key): "\(space)/person/\(key)"
    case .named(let name): "\(space)/named/\(name)"
    }
  }
}
