import Access
import Kernel
import Organisation
import Pages
import Store

/// The demo's cast: fictitious people in the roles that have work today.
enum DemoPeople {
  struct Post {
    let login: String
    let name: String
    let role: Role
    let unit: String
    let place: String
  }

  /// The nine departments of the window's catalogue.
  static let departments = [
    ("组织", "组织部", "Organisation Department"), ("民政", "民政局", "Civil Affairs"), ("卫健", "卫生健康局", "Health"),
    ("医保", "医疗保障局", "Medical Insurance"), ("人社", "人力资源和社会保障局", "Human Resources"),
    ("残联", "残疾人联合会", "Disabled Persons' Federation"), ("住建", "住房和城乡建设局", "Housing"),
    ("退役军人", "退役军人事务局", "Veterans Affairs"), ("市场监管", "市场监督管理局", "Market Regulation"),
    ("综合执法", "综合行政执法局", "Law Enforcement"), ("公安", "公安分局", "Police"), ("应急", "应急管理局", "Emergency Management"),
    ("司法", "司法局", "Justice"), ("教育", "教育局", "Education"), ("妇联", "妇女联合会", "Women's Federation"),
  ]

  static let posts: [Post] = [
    Post(login: "panjing", name: "潘静", role: .windowWorker, unit: "anhe", place: DemoPlaces.anhe),
    Post(login: "panjing", name: "潘静", role: .gridWorker, unit: "anhe", place: DemoPlaces.anhe + "004"),
    Post(login: "panjing", name: "潘静", role: .gridWorker, unit: "anhe", place: DemoPlaces.anhe + "005"),
    Post(login: "suyan", name: "苏燕", role: .communityLead, unit: "anhe", place: DemoPlaces.anhe),
    Post(login: "zhaolei", name: "赵磊", role: .communityLead, unit: "anhe", place: DemoPlaces.anhe),
    Post(login: "wuhao", name: "吴浩", role: .departmentOfficer, unit: "民政", place: DemoPlaces.district),
    Post(login: "fanwei", name: "范伟", role: .departmentOfficer, unit: "医保", place: DemoPlaces.district),
    Post(login: "chenmin", name: "陈敏", role: .districtOfficer, unit: "district", place: DemoPlaces.district),
    Post(login: "linsheng", name: "林晟", role: .auditor, unit: "audit", place: DemoPlaces.district),
    Post(login: "operator", name: "系统管理员", role: .operator, unit: "operations", place: DemoPlaces.district),
  ]

  /// Whom the sign-in page offers, with what each does.
  static let roles: [DemoRole] = [
    DemoRole(group: "demo.community", login: "panjing", name: "潘静", what: "demo.panjing"),
    DemoRole(group: "demo.community", login: "suyan", name: "苏燕", what: "demo.suyan"),
    DemoRole(group: "demo.community", login: "zhaolei", name: "赵磊", what: "demo.zhaolei"),
    DemoRole(group: "demo.departments", login: "wuhao", name: "吴浩", what: "demo.wuhao"),
    DemoRole(group: "demo.departments", login: "fanwei", name: "范伟", what: "demo.fanwei"),
    DemoRole(group: "demo.departments", login: "chenmin", name: "陈敏", what: "demo.chenmin"),
    DemoRole(group: "demo.departments", login: "linsheng", name: "林晟", what: "demo.linsheng"),
    DemoRole(group: "demo.departments", login: "operator", name: "系统管理员", what: "demo.operator"),
  ]

  /// Adds units, accounts without passwords (the demo's door lets them in by a click) and posts.
  static func add(_ places: [String: Place], occasion: Occasion, in session: any Session) throws {
    guard let district = places[DemoPlaces.district] else { return }
    var units: [String: Unit] = [:]
    for (word, name, nameEn) in departments {
      units[word] = try UnitStore.add(
        id: occasion.newID(), kind: .department, department: word, name: name, nameEn: nameEn, place: district,
        from: DemoPlaces.since, in: session)
    }
    for place in places.values.sorted(by: { $0.code < $1.code }) where place.level == .community {
      let unit = try UnitStore.add(
        id: occasion.newID(), kind: .communityOffice, name: place.name, nameEn: place.nameEn, place: place,
        from: DemoPlaces.since, in: session)
      if place.code == DemoPlaces.anhe { units["anhe"] = unit }
    }
    units["district"] = try UnitStore.add(
      id: occasion.newID(), kind: .districtOffice, name: "海城区委社会工作部", nameEn: "District Social Work Department",
      place: district, from: DemoPlaces.since, in: session)
    units["audit"] = try UnitStore.add(
      id: occasion.newID(), kind: .audit, name: "海城区审计局", nameEn: "District Audit", place: district,
      from: DemoPlaces.since, in: session)
    units["operations"] = try UnitStore.add(
      id: occasion.newID(), kind: .operations, name: "系统运行", nameEn: "Operations", place: district,
      from: DemoPlaces.since, in: session)
    var accounts: [String: Int64] = [:]
    for post in posts {
      guard let unit = units[post.unit], let place = places[post.place] else { continue }
      let account =
        try accounts[post.login]
        ?? AssignmentStore.addAccount(
          id: occasion.newID(), login: post.login, name: post.name, passwordHash: nil, passwordDue: false,
          now: occasion.now, in: session)
      accounts[post.login] = account
      _ = try AssignmentStore.assign(
        id: occasion.newID(), accountKey: account, unit: unit, role: post.role, place: place, from: DemoPlaces.since,
        in: session)
    }
  }
}
