import Kernel
import Organisation
import Store
import TestSupport
import Trust

@testable import Access

/// Places and people as the rules of access need them.
final class Offices: Sendable {
  let database: Database
  static let today = Day(Cast.today)!
  static let morning = Zone.shanghai.instant(of: today, hour: 9, minute: 0)
  static let since = Day("2020-01-01")!

  static func story(on engine: Engine, _ tell: (Offices) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        // Makes the compartments, so that sign-ins can be journalled.
        _ = try await Vault.open(
          database: database, keys: KeyFolder.create(at: folder + "/keys", now: morning), now: morning)
        try await database.write { try settle(in: $0) }
        try await tell(Offices(database))
      }
    }
  }

  private init(_ database: Database) { self.database = database }

  private static func settle(in session: any Session) throws {
    let occasion = Occasion.at(morning)
    func place(_ code: String, _ level: Place.Level, _ parent: Place?) throws -> Place {
      try PlaceStore.add(code: code, level: level, name: code, nameEn: code, below: parent, from: since, in: session)
    }
    let district = try place("990501", .district, nil)
    let street = try place("990501001", .street, district)
    let anhe = try place(Cast.community, .community, street)
    let grid = try place(Cast.community + "001", .grid, anhe)
    let qingquan = try place("990501001002", .community, street)
    func unit(_ kind: Unit.Kind, _ word: String?, _ place: Place) throws -> Unit {
      try UnitStore.add(
        id: occasion.newID(), kind: kind, department: word, name: "\(kind) \(place.code)", nameEn: "Unit", place: place,
        from: since, in: session)
    }
    func hire(_ login: String, _ posts: [(Unit, Role, Place)]) throws {
      let key = try AssignmentStore.addAccount(
        id: occasion.newID(), login: login, name: login, passwordHash: nil, passwordDue: false, now: morning,
        in: session)
      for (unit, role, place) in posts {
        _ = try AssignmentStore.assign(
          id: occasion.newID(), accountKey: key, unit: unit, role: role, place: place, from: since, in: session)
      }
    }
    let office = try unit(.communityOffice, nil, anhe)
    try hire("panjing", [(office, .windowWorker, anhe), (office, .gridWorker, grid)])
    try hire("neighbour", [(unit(.communityOffice, nil, qingquan), .windowWorker, qingquan)])
    try hire("wuhao", [(unit(.department, "民政", district), .departmentOfficer, district)])
    try hire("chenmin", [(unit(.districtOffice, nil, district), .districtOfficer, district)])
    try hire("operator", [(unit(.operations, nil, district), .operator, district)])
  }

  func account(_ user: String) async throws -> (account: Account, post: Assignment) {
    let actor = try await actor(user)
    guard let post = actor.chosen else { throw Failure.notFound }
    return (actor.account, post)
  }

  func actor(_ user: String, credential: Actor.Credential = .commandLine) async throws -> Actor {
    try await database.read { session in
      guard let account = try AssignmentStore.account(login: user, in: session) else { throw Failure.notFound }
      let posts = try AssignmentStore.assignments(of: account.key, at: Offices.today, in: session)
      return Actor(account: account, assignments: posts, credential: credential)
    }
  }
}
