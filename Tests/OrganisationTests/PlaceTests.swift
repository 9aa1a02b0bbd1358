import Kernel
import Store
import TestSupport
import Testing

@testable import Organisation

/// The tree of places, worked out at a day.
@Suite struct `Places, offices and posts` {
  private static let since = Day("2020-01-01")!
  private static let today = Day(Cast.today)!

  private static func tree(in session: any Session) throws -> (street: Place, community: Place, grid: Place) {
    func add(_ code: String, _ level: Place.Level, _ name: String, _ parent: Place?, from day: Day = since) throws
      -> Place
    {
      try PlaceStore.add(code: code, level: level, name: name, nameEn: name, below: parent, from: day, in: session)
    }
    let district = try add("990501", .district, "海城区", nil)
    let street = try add("990501001", .street, "平安街道", district)
    let community = try add(Cast.community, .community, "安和社区", street)
    _ = try add("990501001002", .community, "清泉社区", street)
    let grid = try add(Cast.community + "001", .grid, "第1网格", community)
    return (street, community, grid)
  }

  private static func newID() -> EntityID {
    var random = SystemRandomNumberGenerator()
    return EntityID(now: Instant(milliseconds: 1_800_000_000_000), random: &random)
  }

  @Test(arguments: Engine.allCases)
  func `a place knows what lies above and below it`(engine: Engine) async throws {
    try await withDatabase(on: engine) { database in
      try await database.write { session in
        let (street, community, grid) = try Self.tree(in: session)
        let today = Self.today
        #expect(try PlaceStore.place(code: Cast.community, at: today, in: session) == community)
        #expect(try PlaceStore.place(key: grid.key, in: session) == grid)
        #expect(try PlaceStore.above(grid.key, at: today, in: session).map(\.name) == ["第1网格", "安和社区", "平安街道", "海城区"])
        #expect(try PlaceStore.below(street.key, at: today, in: session).map(\.name) == ["安和社区", "清泉社区"])
        #expect(try PlaceStore.lies(grid.key, within: street.key, at: today, in: session))
        #expect(try PlaceStore.lies(grid.key, within: grid.key, at: today, in: session))
        #expect(try !PlaceStore.lies(street.key, within: grid.key, at: today, in: session))
        #expect(try PlaceStore.top(at: today, in: session)?.code == "990501")
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a place is not there before its first day and after its last`(engine: Engine) async throws {
    try await withDatabase(on: engine) { database in
      try await database.write { session in
        let (street, community, _) = try Self.tree(in: session)
        let before = Self.since.adding(days: -1)
        #expect(try PlaceStore.place(code: Cast.community, at: before, in: session) == nil)
        #expect(try !PlaceStore.lies(community.key, within: street.key, at: before, in: session))
        try session.execute("UPDATE place_above SET valid_to = \(Self.today) WHERE place_key = \(community.key)")
        #expect(try PlaceStore.lies(community.key, within: street.key, at: Self.today.adding(days: -1), in: session))
        #expect(try !PlaceStore.lies(community.key, within: street.key, at: Self.today, in: session))
        #expect(try PlaceStore.below(street.key, at: Self.today, in: session).map(\.name) == ["清泉社区"])
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `the nearest department above serves a place`(engine: Engine) async throws {
    try await withDatabase(on: engine) { database in
      try await database.write { session in
        let (street, community, grid) = try Self.tree(in: session)
        let district = try #require(try PlaceStore.top(at: Self.today, in: session))
        func unit(_ kind: Unit.Kind, _ word: String?, _ name: String, _ place: Place) throws -> Unit {
          try UnitStore.add(
            id: Self.newID(), kind: kind, department: word, name: name, nameEn: name, place: place, from: Self.since,
            in: session)
        }
        let office = try unit(.communityOffice, nil, "安和社区", community)
        let affairs = try unit(.department, "民政", "区民政局", district)
        #expect(try UnitStore.department("民政", serving: grid.key, at: Self.today, in: session) == affairs)
        let nearer = try unit(.department, "民政", "街道民政办", street)
        #expect(try UnitStore.department("民政", serving: grid.key, at: Self.today, in: session) == nearer)
        #expect(try UnitStore.department("医保", serving: grid.key, at: Self.today, in: session) == nil)
        #expect(try UnitStore.communityOffice(serving: grid.key, at: Self.today, in: session) == office)
        #expect(try UnitStore.communityOffice(serving: street.key, at: Self.today, in: session) == nil)
        #expect(try UnitStore.unit(id: office.id, in: session) == office)
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `the schema refuses a department without its word, and an office with one`(engine: Engine) async throws {
    try await withDatabase(on: engine) { database in
      for (kind, word) in [(Unit.Kind.department, nil), (.communityOffice, "民政")] as [(Unit.Kind, String?)] {
        await #expect(throws: StoreError.check(name: "unit_department_check")) {
          try await database.write { session in
            let (_, community, _) = try Self.tree(in: session)
            _ = try UnitStore.add(
              id: Self.newID(), kind: kind, department: word, name: "x", nameEn: "x", place: community,
              from: Self.since, in: session)
          }
        }
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a post is held from its first day up to its end, and a sign-in name is one person's`(engine: Engine)
    async throws
  {
    try await withDatabase(on: engine) { database in
      let end = Self.today.adding(days: 3)
      try await database.write { session in
        let (_, community, grid) = try Self.tree(in: session)
        let office = try UnitStore.add(
          id: Self.newID(), kind: .communityOffice, name: "安和社区", nameEn: "Anhe", place: community, from: Self.since,
          in: session)
        let now = Instant(milliseconds: 1_800_000_000_000)
        let key = try AssignmentStore.addAccount(
          id: Self.newID(), login: "panjing", name: "潘静", passwordHash: nil, passwordDue: true, now: now, in: session)
        _ = try AssignmentStore.assign(
          id: Self.newID(), accountKey: key, unit: office, role: .windowWorker, place: community, from: Self.since,
          in: session)
        _ = try AssignmentStore.assign(
          id: Self.newID(), accountKey: key, unit: office, role: .gridWorker, place: grid, from: Self.today, to: end,
          in: session)
        func roles(_ day: Day) throws -> [Role] {
          try AssignmentStore.assignments(of: key, at: day, in: session).map(\.role)
        }
        #expect(try roles(Self.today.adding(days: -1)) == [.windowWorker])
        #expect(try roles(Self.today) == [.windowWorker, .gridWorker])
        #expect(try roles(end) == [.windowWorker], "the last day is the one before `valid_to`")
        let account = try #require(try AssignmentStore.account(login: "panjing", in: session))
        #expect(account.passwordDue && account.name == "潘静" && account.key == key)
        #expect(try AssignmentStore.operatorAccount(at: Self.today, in: session) == nil)
      }
      await #expect(throws: StoreError.unique(name: "account_login_key")) {
        try await database.write { session in
          _ = try AssignmentStore.addAccount(
            id: Self.newID(), login: "panjing", name: "另一个", passwordHash: nil, passwordDue: true,
            now: Instant(milliseconds: 1_800_000_000_000), in: session)
        }
      }
    }
  }
}
