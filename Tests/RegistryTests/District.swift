import Access
import Foundation
import Kernel
import Organisation
import Registry
import Store
import TestSupport
import Trust

/// 海城区 as our stories need it: 安和社区 with two grids and 平安社区 beside it, and those who work there.
final class District: Sendable {
  let database: Database
  let vault: Vault
  let access: Access
  let district: Place
  let community: Place
  /// Buildings 7 and 12 lie in the first grid, all others in the second.
  let grids: [Place]
  let neighbours: Place

  static let neighbourCode = "990501001002"
  static let today = Day(Cast.today)!
  static let morning = Zone.shanghai.instant(of: today, hour: 9)
  static let founded = Day("2020-01-01")!

  static func story(on engine: Engine, _ tell: (District) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        try await tell(try await District(database, keys: folder + "/keys"))
      }
    }
  }

  init(_ database: Database, keys: String) async throws {
    self.database = database
    access = Access(table: try AccessTable.standard())
    vault = try await Vault.open(
      database: database, keys: KeyFolder.create(at: keys, now: District.morning), now: District.morning)
    let land = try await database.write { session in try Land(in: session) }
    (district, community, grids, neighbours) = (land.district, land.community, land.grids, land.neighbours)
  }

  struct Land: Sendable {
    let district: Place
    let community: Place
    let grids: [Place]
    let neighbours: Place

    init(in session: any Session) throws {
      func place(_ code: String, _ level: Place.Level, _ name: String, below: Place?) throws -> Place {
        try PlaceStore.add(
          code: code, level: level, name: name, nameEn: name, below: below, from: District.founded, in: session)
      }
      district = try place("990501", .district, "海城区", below: nil)
      let street = try place("990501001", .street, "中街街道", below: district)
      let community = try place(Cast.community, .community, "安和社区", below: street)
      neighbours = try place(District.neighbourCode, .community, "平安社区", below: street)
      grids = try (1...2).map { try place(Cast.community + "00\($0)", .grid, "第\($0)网格", below: community) }
      self.community = community
      try hire(in: session)
    }

    private func hire(in session: any Session) throws {
      let occasion = Occasion.at(District.morning)
      func hire(_ user: String, _ name: String, _ role: Role, at place: Place) throws {
        let unit = try UnitStore.add(
          id: occasion.newID(), kind: .communityOffice, name: place.name, nameEn: place.name, place: place,
          from: District.founded, in: session)
        let key = try AssignmentStore.addAccount(
          id: occasion.newID(), login: user, name: name, passwordHash: nil, passwordDue: false, now: occasion.now,
          in: session)
        _ = try AssignmentStore.assign(
          id: occasion.newID(), accountKey: key, unit: unit, role: role, place: place, from: District.founded,
          in: session)
      }
      try hire(Cast.panjing.user, Cast.panjing.name, .windowWorker, at: community)
      try hire(Cast.suyan.user, Cast.suyan.name, .communityLead, at: community)
      try hire("linfang", "林芳", .windowWorker, at: neighbours)
      try hire("hezhi", "何直", .gridWorker, at: grids[0])
      try hire("street", "街道窗口", .windowWorker, at: district)
    }
  }

  /// What somebody may do today.
  func grant(_ action: AccessAction, _ user: String = Cast.panjing.user) async throws -> Grant {
    try await database.read { [access] session in
      guard let account = try AssignmentStore.account(login: user, in: session) else { throw Failure.notFound }
      let posts = try AssignmentStore.assignments(of: account.key, at: District.today, in: session)
      return try access.grant(
        action, to: Actor(account: account, assignments: posts, credential: .commandLine), at: District.today)
    }
  }

  var gridMap: GridMap { GridMap(["7": grids[0].key, "12": grids[0].key, "8": grids[1].key]) }
}

/// What people do in our stories.
extension District {
  @discardableResult func create(_ body: NewPerson, by user: String = Cast.panjing.user) async throws -> PersonView {
    let grant = try await grant(.createPerson, user)
    let grids = body.community == Cast.community ? gridMap : GridMap()
    return try await database.write { [vault] session in
      try PersonCreation.create(
        body, grids: grids, grant: grant, occasion: .at(District.morning), vault: vault, in: session)
    }
  }

  @discardableResult func create(_ resident: Cast.Resident) async throws -> PersonView {
    try await create(NewPerson(resident))
  }

  func find(
    _ text: String, by user: String = Cast.panjing.user, place: String? = nil, limit: Int = 50, cursor: String? = nil
  ) async throws -> PeopleSearch.Page {
    let grant = try await grant(.searchPeople, user)
    return try await database.read { [vault] session in
      try PeopleSearch.find(
        text, place: place, limit: limit, cursor: cursor, grant: grant, vault: vault, in: session)
    }
  }

  func names(_ text: String, by user: String = Cast.panjing.user, place: String? = nil) async throws -> [String] {
    try await find(text, by: user, place: place).hits.map { $0.name ?? "" }
  }

  func view(_ id: EntityID, by user: String = Cast.panjing.user) async throws -> PersonView {
    let grant = try await grant(.readPerson, user)
    return try await database.read { try PersonStore.view(id: id, grant: grant, in: $0) }
  }

  func disclose(
    _ value: PersonDisclosure.Value, of id: EntityID, because purpose: String?, by user: String = Cast.panjing.user
  ) async throws -> String {
    let grant = try await grant(.disclosePerson, user)
    return try await database.write { [vault] session in
      try PersonDisclosure.disclose(
        value, of: id, purpose: purpose, grant: grant, occasion: .at(District.morning), vault: vault, in: session)
    }
  }

  /// The journal's actions about a person, in their order.
  func actions(about id: EntityID) async throws -> [String] {
    try await database.read { session in
      try Journal.events(of: .person(id), in: [.registry], limit: 100, session).reversed().map(\.event.action)
    }
  }
}

extension NewPerson {
  init(_ resident: Cast.Resident) {
    self.init(name: resident.name, community: Cast.community)
    idNumber = resident.idNumber
    phones = [resident.phone]
    home = resident.home
    aliases = resident.alias.map { [$0] } ?? []
  }
}
