import Access
import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Trust
import Work

/// A street with two communities, one of them with two grids, and its people who look at figures.
final class Ground: Sendable {
  let database: Database
  let district: Place
  let street: Place
  let anhe: Place
  let pingan: Place
  let grids: [Place]
  private let access: Access

  static let today = Day("2022-07-01")!
  static let occasion = Occasion.at(Zone.shanghai.instant(of: today, hour: 9))

  static func story(on engine: Engine, _ tell: (Ground) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        _ = try await Vault.open(
          database: database, keys: KeyFolder.create(at: folder + "/keys", now: occasion.now), now: occasion.now)
        try await tell(try await Ground(database))
      }
    }
  }

  private init(_ database: Database) async throws {
    self.database = database
    access = Access(table: try AccessTable.standard())
    let places = try await database.write { session in
      func add(_ code: String, _ level: Place.Level, _ name: String, below: Place?) throws -> Place {
        try PlaceStore.add(
          code: code, level: level, name: name, nameEn: name, below: below, from: Day("2020-01-01")!, in: session)
      }
      let district = try add("990501", .district, "海城区", below: nil)
      let street = try add("990501001", .street, "中街街道", below: district)
      let anhe = try add("990501001001", .community, "安和社区", below: street)
      let pingan = try add("990501001002", .community, "平安社区", below: street)
      let grids = try (1...2).map { try add("99050100100100\($0)", .grid, "第\($0)网格", below: anhe) }
      for (user, name, role, place) in [
        ("chenmin", "陈敏", Role.districtOfficer, district), ("suyan", "苏燕", .communityLead, anhe),
      ] {
        let unit = try UnitStore.add(
          id: Self.occasion.newID(), kind: .districtOffice, name: name, nameEn: name, place: place,
          from: Day("2020-01-01")!, in: session)
        let account = try AssignmentStore.addAccount(
          id: Self.occasion.newID(), login: user, name: name, passwordHash: nil, passwordDue: false,
          now: Self.occasion.now, in: session)
        _ = try AssignmentStore.assign(
          id: Self.occasion.newID(), accountKey: account, unit: unit, role: role, place: place,
          from: Day("2020-01-01")!, in: session)
      }
      return [district, street, anhe, pingan] + grids
    }
    (district, street, anhe, pingan) = (places[0], places[1], places[2], places[3])
    grids = Array(places[4...])
  }

  func grant(_ user: String) async throws -> Grant {
    let actor = try await database.read { session in
      guard let account = try AssignmentStore.account(login: user, in: session) else { throw Failure.notFound }
      let posts = try AssignmentStore.assignments(of: account.key, at: Self.today, in: session)
      return Actor(account: account, assignments: posts, credential: .commandLine)
    }
    return try access.grant(.readStatistics, to: actor, at: Self.today)
  }

  func count(_ kind: TallyKind, item: String = "", at place: Place, on day: String, times: Int = 1) async throws {
    try await database.write { session in
      try Tally.count(
        kind, item: item, at: place.key, happenedAt: Zone.shanghai.instant(of: Day(day)!, hour: 10), amount: times,
        in: session)
    }
  }
}
