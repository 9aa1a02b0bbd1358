import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Access

/// The table of rules and what a grant lets its holder do.
@Suite struct `Rules and grants` {
  @Test func `the delivered table loads and gives nothing to nobody but the door`() throws {
    let table = try AccessTable.standard()
    let open = table.rules.filter { $0.holder == .nobody }.map(\.action)
    #expect(Set(open) == [.createSession, .readInstallation])
    for action in AccessAction.allCases { #expect(!table.rules(for: action).isEmpty, "\(action.rawValue) is nobody's") }
    let everything = table.rules.filter { $0.reach == .all && $0.holder != .nobody && $0.holder != .anyone }
    #expect(Set(everything.map(\.action)) == [.listEvents, .operate], "no personal data without a reach")
    let disclosing = table.rules(for: .disclosePerson)
    #expect(!disclosing.isEmpty && disclosing.allSatisfy { $0.owes == [.purpose] })
    #expect(!table.rules.contains { $0.holder == .role(.operator) && $0.action != .operate })
  }

  @Test(arguments: [
    "windowWorker,person.search,place,name", "janitor,person.search,place,name,", "windowWorker,person.eat,place,name,",
    "windowWorker,person.search,everywhere,name,", "windowWorker,person.search,place,shoeSize,",
    "windowWorker,person.search,place,name,money", "windowWorker,person.search,place,name,,",
    "gridWorker,person.search,place,name,",
  ])
  func `a line that can't be meant is refused with its number`(line: String) {
    let text = "role,action,reach,fields,owes\ngridWorker,person.search,place,name,\n\(line)\n"
    do {
      _ = try AccessTable(csv: text)
      Issue.record("taken: \(line)")
    } catch let refusal as AccessTable.Malformed {
      #expect(refusal.line == 3)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `without a rule there is no grant, and without signing in only the door opens`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      let access = Access(table: try AccessTable.standard())
      let panjing = try await offices.actor("panjing")
      #expect(throws: Failure(.forbidden, "problem.forbidden")) {
        try access.grant(.listEvents, to: panjing, at: Offices.today)
      }
      #expect(throws: Failure(.notSignedIn, "problem.notSignedIn")) {
        try access.grant(.searchPeople, to: nil, at: Offices.today)
      }
      #expect(try access.grant(.createSession, to: nil, at: Offices.today).actor == nil)
      let scoped = Actor(
        account: panjing.account, assignments: panjing.assignments, credential: .token(key: 1, scope: [.listOrders]))
      #expect(throws: Failure.self) { try access.grant(.searchPeople, to: scoped, at: Offices.today) }
      #expect(try access.grant(.listOrders, to: scoped, at: Offices.today).action == .listOrders)
    }
  }

  @Test func `who has to change her password may do nothing else`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      _ = try await offices.database.write {
        try $0.execute("UPDATE account SET password_due = 1 WHERE login = 'panjing'")
      }
      let access = Access(table: try AccessTable.standard())
      let actor = try await offices.actor("panjing", credential: .session(key: 1, csrf: "word"))
      #expect(throws: Failure(.forbidden, "problem.passwordDue")) {
        try access.grant(.searchPeople, to: actor, at: Offices.today)
      }
      #expect(throws: Failure.self) { try access.grant(.readCatalogue, to: actor, at: Offices.today) }
      #expect(try access.grant(.ownAccount, to: actor, at: Offices.today).action == .ownAccount)
    }
  }

  @Test(arguments: Engine.allCases)
  func `one condition filters lists and answers for one place alike`(engine: Engine) async throws {
    try await Offices.story(on: engine) { offices in
      let access = Access(table: try AccessTable.standard())
      for (user, reached) in [
        ("panjing", ["990501001001", "990501001001001"]), ("neighbour", ["990501001002"]),
        ("chenmin", ["990501", "990501001", "990501001001", "990501001001001", "990501001002"]),
      ] {
        let grant = try access.grant(.readStatistics, to: try await offices.actor(user), at: Offices.today)
        try await offices.database.read { session in
          let found: [String] = try session.all(
            "SELECT p.code FROM place p WHERE \(grant.condition(place: "p.place_key")) ORDER BY p.code"
          ).map { try $0["code"] }
          #expect(found == reached, "\(user)")
          for place in try session.all("SELECT place_key, code FROM place") {
            #expect(try grant.reaches(place: place["place_key"], in: session) == reached.contains(place["code"]))
          }
        }
      }
    }
  }

  @Test func `a grant by unit reaches what was sent to the unit and no place`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      let access = Access(table: try AccessTable.standard())
      let grant = try access.grant(.listOrders, to: try await offices.actor("wuhao"), at: Offices.today)
      #expect(grant.placeKeys == [] && grant.unitKeys.count == 1 && !grant.reachesAll)
      let text = grant.condition(place: "o.place_key") { keys in "o.owner_unit_key IN (\(list: keys))" }.rendered.0
      #expect(text.contains("owner_unit_key IN") && !text.contains("place_above"))
      #expect(grant.condition(place: "o.place_key").rendered.0 == "1 = 0")
    }
  }

  @Test func `several posts see only what each of them sees`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      let table = try AccessTable(
        csv: """
          role,action,reach,fields,owes
          windowWorker,person.read,place,name numbers,
          gridWorker,person.read,place,name,purpose
          """)
      let panjing = try await offices.actor("panjing")
      let grant = try Access(table: table).grant(.readPerson, to: panjing, at: Offices.today)
      #expect(grant.sees(.name) && !grant.sees(.numbers))
      #expect(grant.owes == [.purpose] && grant.scopes.count == 2)
    }
  }

  @Test func `the command line gives what its operator may do there, and to nobody else`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      let access = Access(table: try AccessTable.standard())
      let runner = try await offices.actor("operator")
      #expect(try access.commandLineGrant(.importList, to: runner, at: Offices.today).reachesAll)
      #expect(throws: Failure.self) { try access.commandLineGrant(.disclosePerson, to: runner, at: Offices.today) }
      let browsing = try await offices.actor("operator", credential: .session(key: 1, csrf: "word"))
      #expect(throws: Failure.self) { try access.commandLineGrant(.importList, to: browsing, at: Offices.today) }
      let panjing = try await offices.actor("panjing")
      #expect(throws: Failure.self) { try access.commandLineGrant(.importList, to: panjing, at: Offices.today) }
    }
  }
}
