import Access
import Kernel
import Organisation
import Registry
import Rulebook
import Store
import TestSupport
import Trust

@testable import Work

/// 安和社区 as our stories find it on the morning of the cast's day: its offices and people, the delivered rules, and
/// 刘姨 in its registry.
final class Town: Sendable {
  let database: Database
  let vault: Vault
  let desk: OrderDesk
  let access: Access
  let district: Place
  let community: Place
  let grid: Place
  let civilAffairs: Unit
  let insurance: Unit
  let liuyi: EntityID

  static let morning = Zone.shanghai.instant(of: Day(Cast.today)!, hour: 10, minute: 42)
  static let started = Day("2020-01-01")!

  /// Builds the town on one engine and tells a story in it.
  static func story(on engine: Engine, onDisk: Bool = false, _ tell: (Town) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine, onDisk: onDisk) { database in
        try await tell(try await Town(database, keys: folder + "/keys"))
      }
    }
  }

  private init(_ database: Database, keys: String) async throws {
    self.database = database
    vault = try await Vault.open(
      database: database, keys: KeyFolder.create(at: keys, now: Town.morning), now: Town.morning)
    let rulebook = Rulebook()
    let occasion = Occasion.at(Town.morning)
    let land = try await database.write { session in try Land(in: session, rulebook: rulebook, on: occasion) }
    desk = OrderDesk(
      rulebook: rulebook, numbers: NumberSeries(holder: occasion.newID()), moves: try OrderMoves.delivered(),
      vault: vault)
    access = Access(table: try AccessTable.standard())
    (district, community, grid) = (land.district, land.community, land.grid)
    (civilAffairs, insurance) = (land.civilAffairs, land.insurance)
    let (access, vault) = (access, vault)
    liuyi = try await database.write { session in
      let actor = try Town.actor(Cast.panjing.user, in: session)
      var body = NewPerson(name: Cast.liuguifang.name, community: Cast.community)
      body.idNumber = Cast.liuguifang.idNumber
      body.phones = [Cast.liuguifang.phone]
      body.home = Cast.liuguifang.home
      return try PersonCreation.create(
        body, grids: GridMap(["7": land.grid.key]),
        grant: try access.grant(.createPerson, to: actor, at: occasion.today),
        occasion: occasion, vault: vault, in: session
      ).id
    }
  }

  static func actor(_ user: String, in session: any Session) throws -> Actor {
    guard let account = try AssignmentStore.account(login: user, in: session) else { throw Failure.notFound }
    let posts = try AssignmentStore.assignments(of: account.key, at: Day(Cast.today)!, in: session)
    return Actor(account: account, assignments: posts, credential: .commandLine)
  }

  /// What somebody may do today.
  func grant(_ action: AccessAction, _ worker: Cast.Worker) async throws -> Grant {
    try await grant(action, worker.user)
  }

  func grant(_ action: AccessAction, _ user: String) async throws -> Grant {
    let actor = try await database.read { session in try Town.actor(user, in: session) }
    return try access.grant(action, to: actor, at: Day(Cast.today)!)
  }
}

/// The places, offices and posts.
struct Land: Sendable {
  let district: Place
  let community: Place
  let grid: Place
  let civilAffairs: Unit
  let insurance: Unit

  init(in session: any Session, rulebook: Rulebook, on occasion: Occasion) throws {
    func place(_ code: String, _ level: Place.Level, _ name: String, below: Place?) throws -> Place {
      try PlaceStore.add(
        code: code, level: level, name: name, nameEn: name, below: below, from: Town.started, in: session)
    }
    district = try place("990501", .district, "海城区", below: nil)
    let street = try place("990501001", .street, "中街街道", below: district)
    community = try place(Cast.community, .community, "安和社区", below: street)
    grid = try place(Cast.community + "001", .grid, "第一网格", below: community)
    let neighbours = try place("990501001002", .community, "平安社区", below: street)
    func unit(_ kind: Unit.Kind, _ name: String, _ department: String? = nil, at place: Place) throws -> Unit {
      try UnitStore.add(
        id: occasion.newID(), kind: kind, department: department, name: name, nameEn: name, place: place,
        from: Town.started, in: session)
    }
    let office = try unit(.communityOffice, "安和社区", at: community)
    let next = try unit(.communityOffice, "平安社区", at: neighbours)
    civilAffairs = try unit(.department, "区民政局", "民政", at: district)
    insurance = try unit(.department, "区医保局", "医保", at: district)
    func hire(_ user: String, _ name: String, _ roles: [String], _ unit: Unit, _ place: Place) throws {
      let key = try AssignmentStore.addAccount(
        id: occasion.newID(), login: user, name: name, passwordHash: nil, passwordDue: false, now: occasion.now,
        in: session)
      for role in roles.compactMap(Role.init(rawValue:)) {
        _ = try AssignmentStore.assign(
          id: occasion.newID(), accountKey: key, unit: unit, role: role, place: place, from: Town.started, in: session)
      }
    }
    for worker in [Cast.panjing, Cast.suyan, Cast.zhaolei] {
      try hire(worker.user, worker.name, worker.roles, office, community)
    }
    try hire(Cast.wuhao.user, Cast.wuhao.name, Cast.wuhao.roles, civilAffairs, district)
    try hire(Cast.fanwei.user, Cast.fanwei.name, Cast.fanwei.roles, insurance, district)
    let authority = try unit(.districtOffice, "区政府", at: district)
    try hire(Cast.chenmin.user, Cast.chenmin.name, Cast.chenmin.roles, authority, district)
    try hire("neighbour", "林芳", ["windowWorker"], next, neighbours)
    try DeliveredRules().publish(at: district, from: Town.started, rulebook: rulebook, on: occasion, in: session)
  }
}

/// The acts as our stories tell them.
extension Town {
  static let allowance = "W020201"
  static let residence = "W080101"

  @discardableResult func accept(
    _ item: String = Town.allowance, by worker: Cast.Worker = Cast.panjing, id: EntityID? = nil,
    materials: [String] = [], result: String? = nil, at now: Instant = Town.morning
  ) async throws -> OrderReceipt {
    let grant = try await grant(.createOrder, worker)
    let new = NewOrder(
      id: id, item: item, person: liuyi, channel: .window, materials: materials, result: result)
    return try await database.write { [desk] session in
      try desk.accept(new, grant, on: .at(now), in: session)
    }.get()
  }

  @discardableResult func dispatch(
    _ id: EntityID, to unit: EntityID? = nil, expected: Int? = nil, by worker: Cast.Worker = Cast.panjing,
    at now: Instant = Town.morning
  ) async throws -> OrderReceipt {
    let grant = try await grant(.dispatchOrder, worker)
    return try await database.write { [desk] session in
      try desk.dispatch(id, to: unit, expected: expected, grant, on: .at(now), in: session)
    }.get()
  }

  @discardableResult func signFor(
    _ id: EntityID, expected: Int? = nil, by worker: Cast.Worker = Cast.wuhao, at now: Instant = Town.morning
  ) async throws -> OrderReceipt {
    let grant = try await grant(.signForOrder, worker)
    return try await database.write { [desk] session in
      try desk.signFor(id, expected: expected, grant, on: .at(now), in: session)
    }
  }

  @discardableResult func close(
    _ id: EntityID, result: String = "已批，下月起发放", expected: Int? = nil, by worker: Cast.Worker = Cast.wuhao,
    at now: Instant = Town.morning
  ) async throws -> OrderReceipt {
    let grant = try await grant(.closeOrder, worker)
    return try await database.write { [desk] session in
      try desk.close(id, result: result, expected: expected, grant, on: .at(now), in: session)
    }
  }

  func view(_ id: EntityID, by worker: Cast.Worker, at now: Instant = Town.morning) async throws -> OrderView {
    let grant = try await grant(.readOrder, worker)
    return try await database.read { [desk, access] session in
      try desk.view(id, grant, access: access, on: .at(now), in: session)
    }
  }

  func list(_ filter: OrderFilter = OrderFilter(), by worker: Cast.Worker, at now: Instant = Town.morning) async throws
    -> OrderPage
  {
    let grant = try await grant(.listOrders, worker)
    return try await database.read { [desk] session in
      try OrderQueue(desk).list(filter, grant, on: .at(now), in: session)
    }
  }

  /// The journal's actions about something, in their order.
  func events(of id: EntityID) async throws -> [String] {
    try await database.read { session in
      try session.all("SELECT action FROM event WHERE subject_id = \(id) ORDER BY event_key").map { try $0["action"] }
    }
  }

  /// The refusal's key, or nil if nothing was refused.
  static func refusal(_ body: () async throws -> Void) async throws -> String? {
    do {
      try await body()
      return nil
    } catch let failure as Failure {
      return failure.fields.first?.phrase.key ?? failure.phrase.key
    }
  }
}
