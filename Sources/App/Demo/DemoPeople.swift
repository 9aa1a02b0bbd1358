import Access
import Kernel
import Organisation
import Pages
import Store

/// The demo's cast: fictitious people in the roles that have work today.
enum DemoPeople {
  /// A post, by the name of its unit in `DemoUnits` and the code of its place.
  struct Post {
    let login: String
    let name: String
    let role: Role
    let unit: String
    let place: String
  }

  static let posts: [Post] = [
    Post(login: "panjing", name: "潘静", role: .windowWorker, unit: DemoPlaces.anhe, place: DemoPlaces.anhe),
    Post(login: "panjing", name: "潘静", role: .gridWorker, unit: DemoPlaces.anhe, place: DemoPlaces.anhe + "004"),
    Post(login: "panjing", name: "潘静", role: .gridWorker, unit: DemoPlaces.anhe, place: DemoPlaces.anhe + "005"),
    Post(login: "suyan", name: "苏燕", role: .communityLead, unit: DemoPlaces.anhe, place: DemoPlaces.anhe),
    Post(login: "zhaolei", name: "赵磊", role: .communityLead, unit: DemoPlaces.anhe, place: DemoPlaces.anhe),
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

  /// Adds the accounts that are missing, without passwords (the demo's door lets the cast in by a click), with their
  /// posts.
  static func add(
    _ posts: [Post], units: [String: Unit], places: [String: Place], occasion: Occasion, in session: any Session
  ) throws {
    var accounts: [String: Int64] = [:]
    var known: Set<String> = []
    for post in posts {
      guard let unit = units[post.unit], let place = places[post.place], !known.contains(post.login) else { continue }
      if accounts[post.login] == nil, try AssignmentStore.account(login: post.login, in: session) != nil {
        known.insert(post.login)
        continue
      }
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
