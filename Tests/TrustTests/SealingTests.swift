import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Writers, sealers and the order that comes after.
@Suite struct SealingTests {
  @Test(arguments: Engine.allCases)
  func `64 clerks write at once, and every event gets one place`(engine: Engine) async throws {
    try await TrustStory.on(engine, onDisk: true) { story in
      let ids = (0..<64).map { _ in (0..<10).map { _ in TrustStory.id() } }
      let sealing = Task { await story.sealer.run() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for mine in ids {
          group.addTask {
            for subject in mine {
              let event = TrustStory.event(
                in: subject.bytes.last! & 1 == 0 ? .registry : .organisation, subject: subject)
              try await story.database.write { _ = try Journal.append(event, $0) }
            }
          }
        }
        try await group.waitForAll()
      }
      try await Self.eventually { try await story.verify().unsealed == 0 }
      sealing.cancel()
      await sealing.value
      try await Self.expectDense(story, subjects: Set(ids.joined()))
    }
  }

  @Test(arguments: Engine.allCases)
  func `two nodes seal at once, and nothing is placed twice`(engine: Engine) async throws {
    try await TrustStory.on(engine, onDisk: true) { story in
      let other = try await TrustStory(story.database, story.keys)
      let events = (0..<300).map { _ in TrustStory.event() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for event in events { group.addTask { try await story.database.write { _ = try Journal.append(event, $0) } } }
        for sealer in [story.sealer, other.sealer, story.sealer, other.sealer] {
          group.addTask { for _ in 0..<20 { try await sealer.sealOnce() } }
        }
        try await group.waitForAll()
      }
      try await story.sealer.sealOnce()
      try await other.sealer.sealOnce()
      try await Self.expectDense(story, subjects: Set(events.map(\.subject.id)))
    }
  }

  @Test(arguments: Engine.allCases)
  func `a lease that ran out goes to the other node`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let (a, b) = (TrustStory.id(), TrustStory.id())
      func take(_ holder: EntityID, _ later: Int64) async throws -> Bool {
        try await story.database.write { session in
          try Lease(name: "folding", holder: holder, length: .seconds(2))
            .take(now: TrustStory.now.adding(milliseconds: later), session)
        }
      }
      let taken = [
        try await take(a, 0), try await take(b, 500), try await take(a, 1500), try await take(b, 3000),
        try await take(b, 3500), try await take(a, 3600),
      ]
      #expect(taken == [true, false, true, false, true, false])
    }
  }

  @Test func `an event that commits late comes in a later batch`() async throws {
    try await TrustStory.on(.postgres) { story in
      let (early, late) = (TrustStory.event("order.early"), TrustStory.event("order.late"))
      let gate = Gate()
      let slow = Task {
        try await story.database.write { session in
          _ = try Journal.append(early, session)
          gate.began.signal()
          gate.mayEnd.wait()
        }
      }
      await Task.detached { gate.waitForBegin() }.value
      try await story.database.write { _ = try Journal.append(late, $0) }
      #expect(try await story.sealer.sealOnce() == 1)
      gate.mayEnd.signal()
      try await slow.value
      #expect(try await story.sealer.sealOnce() == 1)
      let events = try await story.database.read { try Journal.events(in: .registry, after: 0, limit: 9, $0) }
      #expect(events.map(\.event.action) == ["order.late", "order.early"])
      #expect(events[0].key > events[1].key)
      #expect(try await story.verify().isSound)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a page that is open hears of what was sealed here and elsewhere`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let feed = JournalFeed()
      var sizes = feed.sizes(of: [.registry]).makeAsyncIterator()
      let following = Task { await feed.follow(story.database, every: .milliseconds(20)) }
      try await story.record(3)
      var last: Int64 = 0
      while last < 3, let next = await sizes.next() { last = next[.registry] ?? 0 }
      #expect(last == 3)
      following.cancel()
      feed.advance([.organisation: 5])
      feed.advance([.registry: 4])
      #expect(await sizes.next() == [.registry: 4])
      feed.finish()
      #expect(await sizes.next() == nil)
    }
  }

  @Test(arguments: Engine.allCases)
  func `histories are read newest first, and only from the compartments one may read`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let subject = TrustStory.id()
      for (number, compartment) in [Compartment.registry, .organisation, .registry].enumerated() {
        let event = TrustStory.event("order.step\(number)", in: compartment, subject: subject)
        try await story.database.write { _ = try Journal.append(event, $0) }
      }
      try await story.record(2)
      func read(_ compartments: [Compartment], _ key: Int64?) async throws -> [RecordedEvent] {
        try await story.database.read {
          try Journal.events(of: Subject(kind: "order", id: subject), in: compartments, before: key, limit: 2, $0)
        }
      }
      let all = try await read([.registry, .organisation], nil)
      #expect(all.map(\.event.action) == ["order.step2", "order.step1"])
      #expect(try await read([.registry, .organisation], all[1].key).map(\.event.action) == ["order.step0"])
      #expect(try await read([.registry], nil).map(\.event.action) == ["order.step2", "order.step0"])
      #expect(try await read([], nil).isEmpty)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a damaged stream waits, and the others go on`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      try await story.record(6)
      try await story.tamper("DELETE FROM tree_node WHERE level = 2")
      for compartment in [Compartment.registry, .organisation] {
        try await story.database.write { _ = try Journal.append(TrustStory.event(in: compartment), $0) }
      }
      #expect(try await story.sealer.sealOnce() == 1)
      #expect(try await story.sealer.sealOnce() == 0)
      let report = try await story.verify()
      #expect(report.unsealed == 1)
      #expect(report.findings.map(\.kind) == [.treeDamaged])
      let sizes = try await story.database.read { try Journal.sizes(of: [.registry, .organisation], $0) }
      #expect(sizes == [.registry: 6, .organisation: 1])
    }
  }

  /// Every subject's event once, positions from 1 without gaps, and the whole verifies.
  static func expectDense(_ story: TrustStory, subjects: Set<EntityID>) async throws {
    var found: [EntityID] = []
    for compartment in [Compartment.registry, .organisation] {
      let events = try await story.database.read { try Journal.events(in: compartment, after: 0, limit: 5000, $0) }
      #expect(events.map(\.position) == (0..<events.count).map { Int64($0 + 1) })
      found += events.map(\.event.subject.id)
    }
    #expect(found.count == subjects.count && Set(found) == subjects)
    let report = try await story.verify(story.heads())
    #expect(report.isSound && report.unsealed == 0, "\(report.findings)")
  }

  static func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<400 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(25))
    }
    Issue.record("it didn't come to pass within ten seconds")
  }

  final class Gate: Sendable {
    let began = DispatchSemaphore(value: 0)
    let mayEnd = DispatchSemaphore(value: 0)
    func waitForBegin() { began.wait() }
  }
}
