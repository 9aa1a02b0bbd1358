import Access
import Kernel
import Organisation
import Store

/// Those of the demo's workers by whom its orders are moved, with what they may do.
struct DemoClerks: Sendable {
  /// Who takes in, hands on and closes at a community's window.
  struct Window: Sendable {
    let accept: Grant
    let dispatch: Grant
    let close: Grant
  }
  /// Who signs and closes for a department.
  struct Officer: Sendable {
    let signFor: Grant
    let close: Grant
  }
  let windows: [Window]
  /// By the department's word.
  let officers: [String: Officer]

  init(community: Place, access: Access, on day: Day, in session: any Session) throws {
    guard let office = try UnitStore.communityOffice(serving: community.key, at: day, in: session) else {
      throw Failure.notFound
    }
    windows = try Self.actors(of: office, as: .windowWorker, on: day, in: session).map { actor in
      Window(
        accept: try access.grant(.createOrder, to: actor, at: day),
        dispatch: try access.grant(.dispatchOrder, to: actor, at: day),
        close: try access.grant(.closeOrder, to: actor, at: day))
    }
    var officers: [String: Officer] = [:]
    for (word, _, _) in DemoUnits.departments {
      guard let unit = try UnitStore.department(word, serving: community.key, at: day, in: session),
        let actor = try Self.actors(of: unit, as: .departmentOfficer, on: day, in: session).first
      else { continue }
      officers[word] = Officer(
        signFor: try access.grant(.signForOrder, to: actor, at: day),
        close: try access.grant(.closeOrder, to: actor, at: day))
    }
    self.officers = officers
  }

  private static func actors(of unit: Unit, as role: Role, on day: Day, in session: any Session) throws -> [Actor] {
    let rows = try session.all(
      """
      SELECT DISTINCT account_key FROM assignment WHERE unit_key = \(unit.key) AND role = \(role.rawValue)
        AND \(PlaceStore.holds("assignment", at: day)) ORDER BY account_key
      """)
    return try rows.compactMap { row in
      guard let account = try AssignmentStore.account(key: row["account_key"], in: session) else { return nil }
      let posts = try AssignmentStore.assignments(of: account.key, at: day, in: session)
      return Actor(
        account: account, assignments: posts, credential: .commandLine, chosen: posts.first { $0.role == role })
    }
  }
}
