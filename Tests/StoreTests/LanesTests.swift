import Foundation
import Synchronization
import Testing

@testable import Store

/// How often a body ran.
final class Runs: Sendable {
  private let runs = Atomic<Int>(0)
  var count: Int { runs.load(ordering: .relaxed) }
  func next() -> Int { runs.add(1, ordering: .relaxed).newValue }
}

@Suite struct `Work waits for a free connection` {
  @Test func `and as many run at once as there are, no more`() async throws {
    let lanes = Lanes(Array(1...16), label: "test")
    let counter = Counter(until: 16)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...50 { group.addTask { try await lanes.run { _ in counter.visit() } } }
      try await group.waitForAll()
    }
    #expect(counter.visits == 50)
    // Each has a thread of its own, however few cores there are: one that waits for a lock holds up no other.
    #expect(counter.most == 16)
    await lanes.close()
  }

  @Test func `past its patience it is refused, and who came later is still served`() async throws {
    let lanes = Lanes([1], label: "test", patience: .milliseconds(100))
    let (busy, go) = (AsyncStream.makeStream(of: Void.self), Gate())
    async let first: Int = lanes.run { seat in
      busy.continuation.yield()
      go.wait()
      return seat
    }
    for await _ in busy.stream { break }
    await #expect(throws: StoreError.unavailable(reason: "all connections to the database are busy")) {
      try await lanes.run { $0 }
    }
    go.open()
    #expect(try await first == 1)
    #expect(try await lanes.run { $0 } == 1)
    await lanes.close()
    await #expect(throws: StoreError.unavailable(reason: "the database is closed")) { try await lanes.run { $0 } }
  }
}

/// Counts who is inside, and lets nobody out before so many were inside at once (or 5 s are over).
private final class Counter: Sendable {
  private let state = Mutex((inside: 0, most: 0, visits: 0))
  private let wanted: Int
  var visits: Int { state.withLock { $0.visits } }
  var most: Int { state.withLock { $0.most } }

  init(until wanted: Int) { self.wanted = wanted }

  func visit() {
    state.withLock {
      $0.inside += 1
      $0.visits += 1
      $0.most = max($0.most, $0.inside)
    }
    let end = ContinuousClock.now + .seconds(5)
    while most < wanted, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.001) }
    state.withLock { $0.inside -= 1 }
  }
}
