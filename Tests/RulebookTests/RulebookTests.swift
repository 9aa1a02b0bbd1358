import Access
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Trust

@testable import Rulebook

/// A rule as simple as a rule can be.
private struct Hours: RuleContent, Equatable {
  static let kind = RuleKind.officeSlots
  var opens: Int
  func check() throws {
    if opens > 24 { throw RuleRefusal(source: "hours", reason: "no such hour") }
  }
}

struct RulebookTests {
  private static let now = Zone.shanghai.instant(of: Day("2026-11-24")!, hour: 9)
  private static let occasion = Occasion.at(now)

  private struct Ground: Sendable {
    let database: Database
    let district: Place
    let community: Place

    func publish(_ opens: Int, at place: Place, from day: String, _ rulebook: Rulebook = Rulebook()) async throws {
      try await database.write { session in
        try rulebook.publish(Hours(opens: opens), at: place, from: Day(day)!, on: RulebookTests.occasion, in: session)
      }
    }
    func opens(at place: Place, on day: String, _ rulebook: Rulebook = Rulebook()) async throws -> Int {
      try await database.read { session in
        try rulebook.inForce(Hours.self, at: place.key, on: Day(day)!, in: session).content.opens
      }
    }
  }

  private func with(_ engine: Engine, _ body: (Ground) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        _ = try await Vault.open(
          database: database, keys: KeyFolder.create(at: folder + "/keys", now: Self.now), now: Self.now)
        let ground = try await database.write { session in
          let district = try PlaceStore.add(
            code: "990501", level: .district, name: "海城区", nameEn: "Haicheng", below: nil, from: Day("2020-01-01")!,
            in: session)
          let community = try PlaceStore.add(
            code: Cast.community, level: .community, name: "安和社区", nameEn: "Anhe", below: district,
            from: Day("2020-01-01")!, in: session)
          return Ground(database: database, district: district, community: community)
        }
        try await body(ground)
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `the nearest place's rule holds, from its first day on`(engine: Engine) async throws {
    try await with(engine) { ground in
      try await ground.publish(8, at: ground.district, from: "2020-01-01")
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24") == 8)
      try await ground.publish(9, at: ground.community, from: "2026-12-01")
      #expect(try await ground.opens(at: ground.community, on: "2026-11-30") == 8)
      #expect(try await ground.opens(at: ground.community, on: "2026-12-01") == 9)
      #expect(try await ground.opens(at: ground.district, on: "2026-12-01") == 8)
      try await ground.publish(10, at: ground.community, from: "2026-12-05")
      #expect(try await ground.opens(at: ground.community, on: "2026-12-04") == 9)
      #expect(try await ground.opens(at: ground.community, on: "2026-12-05") == 10)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a day before any rule is told so`(engine: Engine) async throws {
    try await with(engine) { ground in
      try await ground.publish(8, at: ground.district, from: "2026-01-01")
      await #expect(throws: Failure(.broken, Phrase("rule.missing", ["kind": "office.slots", "day": "2025-12-31"]))) {
        try await ground.opens(at: ground.community, on: "2025-12-31")
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `another node's publication is seen at once, one that was undone never`(engine: Engine) async throws {
    struct Undone: Error {}
    try await with(engine) { ground in
      let (one, other) = (Rulebook(), Rulebook())
      try await ground.publish(8, at: ground.district, from: "2020-01-01", one)
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24", other) == 8)
      await #expect(throws: Undone.self) {
        try await ground.database.write { session in
          try one.publish(
            Hours(opens: 7), at: ground.district, from: Day("2020-01-01")!, on: Self.occasion, in: session)
          #expect(
            try one.inForce(Hours.self, at: ground.community.key, on: Day("2026-11-24")!, in: session).content.opens
              == 7)
          throw Undone()
        }
      }
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24", one) == 8)
      try await ground.publish(9, at: ground.district, from: "2020-01-01", one)
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24", one) == 9)
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24", other) == 9)
    }
  }

  @Test(arguments: Engine.allCases)
  func `versions count up, the same rule again makes none, a bad one is refused`(engine: Engine) async throws {
    try await with(engine) { ground in
      for opens in [8, 8, 9, 8] { try await ground.publish(opens, at: ground.district, from: "2020-01-01") }
      let history = try await ground.database.read { session in
        try Rulebook().history(.officeSlots, at: ground.district, in: session)
      }
      #expect(history.map(\.version) == [3, 2, 1])
      #expect(history.map(\.content) == ["{\"opens\":8}", "{\"opens\":9}", "{\"opens\":8}"])
      let events: Int? = try await ground.database.read { session in
        try session.value("SELECT COUNT(*) FROM event WHERE action = 'rule.published'")
      }
      #expect(events == 3)
      await #expect(throws: RuleRefusal(source: "hours", reason: "no such hour")) {
        try await ground.publish(25, at: ground.district, from: "2020-01-01")
      }
      let old = try await ground.database.read { session in
        try Rulebook().version(Hours.self, key: history[1].key, in: session)
      }
      #expect(old.content == Hours(opens: 9))
      #expect(old.version == 2)
    }
  }

  @Test(arguments: Engine.allCases)
  func `an upgrade brings its rules, but never over an office's own`(engine: Engine) async throws {
    try await with(engine) { ground in
      func start(delivering opens: Int) async throws {
        try await ground.database.write { session in
          try Rulebook().deliver(
            Hours(opens: opens), at: ground.district, from: Day("2020-01-01")!, on: Self.occasion, in: session)
        }
      }
      try await start(delivering: 8)
      try await start(delivering: 9)
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24") == 9)
      try await ground.database.write { session in
        let key = try AssignmentStore.addAccount(
          id: Self.occasion.newID(), login: Cast.chenmin.user, name: Cast.chenmin.name, passwordHash: nil,
          passwordDue: false, now: Self.now, in: session)
        try Rulebook().publish(
          Hours(opens: 7), at: ground.district, from: Day("2026-01-01")!, by: EventActor(accountKey: key),
          on: Self.occasion, in: session)
      }
      try await start(delivering: 10)
      #expect(try await ground.opens(at: ground.community, on: "2026-11-24") == 7)
    }
  }

  @Test func `delivered files are read strictly`() throws {
    let table = try CommaSeparated(name: "t", text: "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n2,3", headings: ["a", "b"])
    #expect(table.lines.map { $0["b"] } == ["x, \"y\"\nz", "3"])
    #expect(table.lines.map(\.number) == [2, 5])
    #expect(throws: RuleRefusal(source: "t", line: 1, reason: "the headings are not a,b")) {
      try CommaSeparated(name: "t", text: "a,c\n1,2", headings: ["a", "b"])
    }
    #expect(throws: RuleRefusal(source: "t", line: 2, reason: "1 cells under 2 headings")) {
      try CommaSeparated(name: "t", text: "a,b\n1", headings: ["a", "b"])
    }
  }
}
