import Kernel
import Store
import TestSupport
import Testing

@testable import Access

/// Guessing is slow, and nobody is locked out by another.
@Suite struct `Throttling` {
  private struct Door {
    let throttle = Throttle()
    let session: any Session

    /// A failed try. Returns the seconds that had to be waited instead, 0 if it was let in.
    func fails(_ login: String, _ address: String, at now: Instant) throws -> Int {
      try throttle.enter(login: login, address: address, now: now, in: session)
    }
    func succeeds(_ login: String, _ address: String, at now: Instant) throws -> Int {
      let wait = try fails(login, address, at: now)
      if wait == 0 { try throttle.succeeded(login: login, address: address, now: now, in: session) }
      return wait
    }
  }

  private static func story(on engine: Engine, _ tell: @escaping @Sendable (Door) throws -> Void) async throws {
    try await withDatabase(on: engine) { database in try await database.write { try tell(Door(session: $0)) } }
  }
  private static let start = Offices.morning

  @Test(arguments: Engine.allCases)
  func `five tries are free, then each costs twice the wait before`(engine: Engine) async throws {
    try await Self.story(on: engine) { door throws in
      for _ in 1...5 { #expect(try door.fails("panjing", "203.0.113.6", at: Self.start) == 0) }
      let first = try door.fails("panjing", "203.0.113.6", at: Self.start)
      #expect(first == 4)
      var now = Self.start + .seconds(4)
      #expect(try door.fails("panjing", "203.0.113.6", at: now) == 0)
      #expect(try door.fails("panjing", "203.0.113.6", at: now) == 8)
      now = now + .seconds(8)
      #expect(try door.fails("panjing", "203.0.113.6", at: now) == 0)
      #expect(try door.fails("panjing", "203.0.113.6", at: now) == 16)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a stranger elsewhere shuts nobody out`(engine: Engine) async throws {
    try await Self.story(on: engine) { door throws in
      for _ in 1...20 { _ = try door.fails("panjing", "203.0.113.6", at: Self.start) }
      #expect(try door.fails("panjing", "203.0.113.6", at: Self.start) > 0)
      #expect(try door.succeeds("panjing", "198.51.100.7", at: Self.start) == 0)
      #expect(try door.succeeds("suyan", "203.0.113.6", at: Self.start) == 0, "another name at the same address")
    }
  }

  @Test(arguments: Engine.allCases)
  func `an address that tries many names has to wait`(engine: Engine) async throws {
    try await Self.story(on: engine) { door throws in
      let waits = try (1...200).map { try door.fails("name-\($0)", "203.0.113.6", at: Self.start) }
      #expect(waits.contains { $0 > 0 } && waits.prefix(50).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: Engine.allCases)
  func `an office behind one address doesn't gather its slips until all have to wait`(engine: Engine) async throws {
    try await Self.story(on: engine) { door throws in
      // Twenty people mistype once each morning before they come in; after a month the deputy slips once more.
      for day in 0..<30 {
        for person in 0..<20 {
          let now = Self.start + .days(Int64(day)) + .minutes(Int64(person))
          #expect(try door.fails("worker-\(person)", "198.51.100.7", at: now) == 0, "day \(day)")
          #expect(try door.succeeds("worker-\(person)", "198.51.100.7", at: now + .seconds(20)) == 0, "day \(day)")
        }
      }
      let now = Self.start + .days(30)
      #expect(try door.fails("zhaolei", "198.51.100.7", at: now) == 0)
      #expect(try door.succeeds("suyan", "198.51.100.7", at: now + .seconds(1)) == 0)
    }
  }

  @Test(arguments: Engine.allCases)
  func `coming in ends the wait, and so does time`(engine: Engine) async throws {
    try await Self.story(on: engine) { door throws in
      for _ in 1...4 { _ = try door.fails("panjing", "198.51.100.7", at: Self.start) }
      #expect(try door.succeeds("panjing", "198.51.100.7", at: Self.start) == 0)
      for _ in 1...5 { #expect(try door.fails("panjing", "198.51.100.7", at: Self.start) == 0) }
      #expect(try door.fails("panjing", "198.51.100.7", at: Self.start) > 0)
      #expect(try door.fails("panjing", "198.51.100.7", at: Self.start + .minutes(20)) == 0)
    }
  }

  @Test func `the longest wait is a quarter of an hour`() {
    let throttle = Throttle()
    for failures in [20, 60, 1000, Int.max / 2] {
      #expect(throttle.wait(failures: failures, allowed: 5, sinceLast: 0) <= 900)
    }
    #expect(throttle.wait(failures: 4, allowed: 5, sinceLast: 0) == 0)
    #expect(throttle.wait(failures: 5, allowed: 5, sinceLast: 4000) == 0)
  }
}
