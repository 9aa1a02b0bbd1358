import Access
import Kernel
import Organisation
import Store
import TestSupport

/// Places, offices, accounts and posts of the town.
struct Land: Sendable {
  let civilAffairs: Unit
  let insurance: Unit
  /// 新桥社区, in another street of the same district.
  static let elsewhere = "990501002001"
  static let district = "990501"

  private static let since = Day("2020-01-01")!

  /// The single-role account that reaches 安和社区.
  static func here(_ role: Role) -> String { "here-\(role.rawValue.lowercased())" }
  /// Her counterpart who doesn't.
  static func away(_ role: Role) -> String { "away-\(role.rawValue.lowercased())" }

  init(password: String, on occasion: Occasion, in session: any Session) throws {
    let build = Builder(password: password, occasion: occasion, session: session)
    let city = try build.place("9905", .city, "北湾市", below: nil)
    let district = try build.place(Land.district, .district, "海城区", below: city)
    let other = try build.place("990502", .district, "山城区", below: city)
    let street = try build.place("990501001", .street, "平安街道", below: district)
    let next = try build.place("990501002", .street, "长乐街道", below: district)
    let far = try build.place("990502001", .street, "江湾街道", below: other)
    let anhe = try build.place(Cast.community, .community, "安和社区", below: street)
    let grid = try build.place(Cast.community + "001", .grid, "第1网格", below: anhe)
    let xinqiao = try build.place(Land.elsewhere, .community, "新桥社区", below: next)
    let jiangwan = try build.place("990502001001", .community, "江湾社区", below: far)

    let office = try build.unit(.communityOffice, "安和社区", at: anhe)
    let neighbours = try build.unit(.communityOffice, "新桥社区", at: xinqiao)
    _ = try build.unit(.communityOffice, "江湾社区", at: jiangwan)
    civilAffairs = try build.unit(.department, "海城区民政局", department: "民政", at: district)
    insurance = try build.unit(.department, "海城区医保局", department: "医保", at: district)
    let otherAffairs = try build.unit(.department, "山城区民政局", department: "民政", at: other)
    let authority = try build.unit(.districtOffice, "海城区社会工作部", at: district)
    let otherAuthority = try build.unit(.districtOffice, "山城区社会工作部", at: other)
    let audit = try build.unit(.audit, "海城区审计局", at: district)
    let otherAudit = try build.unit(.audit, "山城区审计局", at: other)
    let operations = try build.unit(.operations, "系统运行", at: district)

    for worker in [Cast.panjing, Cast.suyan, Cast.zhaolei] { try build.hire(worker, at: office, anhe) }
    try build.hire(Cast.wuhao, at: civilAffairs, district)
    try build.hire(Cast.fanwei, at: insurance, district)
    try build.hire(Cast.chenmin, at: authority, district)
    try build.hire(Cast.linsheng, at: audit, district)
    try build.hire(Cast.systemOperator, at: operations, district)
    for role in Role.allCases {
      let (here, away): ((Unit, Place), (Unit, Place)) =
        switch role {
        case .windowWorker, .communityLead, .teamMember: ((office, anhe), (neighbours, xinqiao))
        case .gridWorker: ((office, anhe), (office, grid))
        case .departmentOfficer: ((civilAffairs, district), (otherAffairs, other))
        case .districtOfficer: ((authority, district), (otherAuthority, other))
        case .auditor: ((audit, district), (otherAudit, other))
        case .operator: ((operations, district), (operations, other))
        }
      try build.hire(Land.here(role), "甲\(role.rawValue)", [role], at: here.0, here.1)
      try build.hire(Land.away(role), "乙\(role.rawValue)", [role], at: away.0, away.1)
    }
  }

  private struct Builder {
    let password: String
    let occasion: Occasion
    let session: any Session

    func place(_ code: String, _ level: Place.Level, _ name: String, below: Place?) throws -> Place {
      try PlaceStore.add(
        code: code, level: level, name: name, nameEn: "Place \(code)", below: below, from: Land.since, in: session)
    }

    func unit(_ kind: Unit.Kind, _ name: String, department: String? = nil, at place: Place) throws -> Unit {
      try UnitStore.add(
        id: occasion.newID(), kind: kind, department: department, name: name, nameEn: "Unit \(place.code)",
        place: place, from: Land.since, in: session)
    }

    func hire(_ worker: Cast.Worker, at unit: Unit, _ place: Place) throws {
      try hire(worker.user, worker.name, worker.roles.compactMap(Role.init(rawValue:)), at: unit, place)
    }

    func hire(_ login: String, _ name: String, _ roles: [Role], at unit: Unit, _ place: Place) throws {
      let key = try AssignmentStore.addAccount(
        id: occasion.newID(), login: login, name: name, passwordHash: password, passwordDue: false, now: occasion.now,
        in: session)
      for role in roles {
        _ = try AssignmentStore.assign(
          id: occasion.newID(), accountKey: key, unit: unit, role: role, place: place, from: Land.since, in: session)
      }
    }
  }
}
