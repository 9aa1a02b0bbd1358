import Foundation

/// One body run as one transaction, again if others were in its way or the connection turned out to be dead.
struct PostgresTransaction {
  let seat: PostgresSeat
  let begin: String
  let space: String
  let cost: QueryCost?

  /// How often a body runs at most: the fifth time that two writes meet, they queue behind something else.
  private static let attempts = 5

  private enum Outcome<T> {
    case done(T)
    case failed(any Error)
    case again(any Error)
  }

  func run<T>(_ body: (any Session) throws -> T) throws -> T {
    var last: any Error = StoreError.unavailable(reason: "PostgreSQL can't be reached")
    for attempt in 1...Self.attempts {
      // Those that collided must not collide again in step: up to 5 ms, 10 ms, 15 ms …
      if attempt > 1 { Thread.sleep(forTimeInterval: .random(in: 0...0.005) * Double(attempt - 1)) }
      switch try once(body) {
      case .done(let value): return value
      case .failed(let error): throw error
      case .again(let error): last = error
      }
    }
    throw last
  }

  private func once<T>(_ body: (any Session) throws -> T) throws -> Outcome<T> {
    let connection = try seat.open()
    do { try connection.command(begin) } catch let failure as PostgresFailure {
      seat.drop()
      if failure.isBroken { return .again(failure.known) }
      // A standby answers "cannot set transaction read-write mode during recovery".
      return .failed(StoreError.unavailable(reason: "PostgreSQL takes no such transaction now (\(failure.state))"))
    }
    let session = PostgresSession(connection, space: space, cost: cost)
    do {
      let value = try body(session)
      // A body that swallowed a statement's error outside a savepoint has failed all the same.
      if let failure = session.failure { throw failure.known }
      return try commit(connection, value)
    } catch {
      let broken = connection.isBroken || session.failure?.isBroken == true
      if broken || (try? connection.command("ROLLBACK")) == nil { seat.drop() }
      // COMMIT was not sent: nothing was written, so running again is safe.
      return broken || session.mayPass ? .again(error) : .failed(error)
    }
  }

  private func commit<T>(_ connection: PostgresConnection, _ value: T) throws -> Outcome<T> {
    do {
      guard try connection.command("COMMIT") == "COMMIT" else {
        return .failed(StoreError.unavailable(reason: "the transaction was undone"))
      }
      return .done(value)
    } catch let failure as PostgresFailure {
      if failure.isConflict { return .again(failure.known) }
      // Whether the commit happened is unknown when its answer was lost; who asks again is known by the
      // idempotency key.
      seat.drop()
      return .failed(StoreError.unavailable(reason: "the answer to COMMIT was lost"))
    }
  }
}
