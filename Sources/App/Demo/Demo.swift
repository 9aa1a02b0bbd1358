import Access
import Catalogues
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Store

/// The demo: a district that doesn't exist, its cast, and the registry of 安和社区.
package struct Demo: Sendable {
  package enum Size: String, Sendable, CaseIterable { case community, district, city }
  let installation: Installation
  /// Says what is being made, on standard error.
  let say: @Sendable (String) -> Void

  package init(_ installation: Installation, say: @escaping @Sendable (String) -> Void) {
    self.installation = installation
    self.say = say
  }

  /// Makes the demo unless it is there.
  package func make(_ size: Size) async throws {
    guard size == .community else {
      throw Settings.Refused("the demo of size \(size.rawValue) is not there yet; use --size community")
    }
    let occasion = installation.occasion
    let present = try await installation.database.read { session in
      try AssignmentStore.account(login: "panjing", in: session) != nil
    }
    if !present {
      say("making the demo: places, units, people who work here")
      try await installation.database.write { session in
        let places = try DemoPlaces.add(whole: size != .community, in: session)
        try DemoPeople.add(places, occasion: occasion, in: session)
      }
      try await installation.publishDeliveredRules()
    }
    try await takeResidents()
    try await addCast()
  }

  /// Takes the registry of 安和社区 in, through the importer like any other list; the same file twice changes nothing.
  private func takeResidents() async throws {
    let bytes = try Catalogue.data("demo-residents.xlsx")
    let digest = ListDigest.of(bytes)
    let known = try await installation.database.read { session in
      try session.first("SELECT 1 AS yes FROM list_import WHERE file_digest = \(digest)") != nil
    }
    guard !known else { return }
    say("taking in the registry of 安和社区, 7,145 people")
    let grant = try await installation.commandLineGrant(.importList)
    let report = try ListReader(.residents, today: installation.occasion.today, headings: try Headings.standard())
      .report(ListFile(data: bytes))
    let grids = try await gridMap()
    let result = try await ResidentImport(
      report: report, community: DemoPlaces.anhe, fileName: "demo-residents.xlsx", digest: digest, grids: grids
    ).take(grant: grant, occasion: installation.occasion, vault: installation.vault, database: installation.database)
    say(
      "taken in: \(result.created) people; \(result.count(.review)) rows to look at, \(result.count(.reject)) refused")
  }

  /// 22 buildings over 13 grids, from west to east.
  private func gridMap() async throws -> GridMap {
    let today = installation.occasion.today
    return try await installation.database.read { session in
      var grids: [String: Int64] = [:]
      for building in 1...22 {
        let code = DemoPlaces.anhe + DemoPlaces.digits((building - 1) * 13 / 22 + 1)
        grids["\(building)"] = try PlaceStore.place(code: code, at: today, in: session)?.key
      }
      return GridMap(grids)
    }
  }

  /// 刘姨 and 王建国, registered by 潘静 at the window.
  private func addCast() async throws {
    let occasion = installation.occasion
    let (access, vault) = (installation.access, installation.vault)
    try await installation.database.write { session in
      guard let account = try AssignmentStore.account(login: "panjing", in: session) else { return }
      let posts = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session)
      let actor = Actor(account: account, assignments: posts, credential: .commandLine)
      let grant = try access.grant(.createPerson, to: actor, at: occasion.today)
      for (person, tags, contact) in Self.cast {
        do {
          let made = try session.savepoint {
            try PersonCreation.create(person, grant: grant, occasion: occasion, vault: vault, in: session)
          }
          let correction = try PersonCorrection(
            of: made.id, grant: grant, occasion: occasion, vault: vault, in: session)
          for tag in tags { try correction.addTag(tag) }
          if let contact {
            try correction.addContact(name: contact.name, relation: contact.relation, phone: contact.phone)
          }
        } catch let failure as Failure where failure.kind == .conflict {
          continue
        }
      }
    }
  }

  private static var cast: [(NewPerson, [String], (name: String, relation: String, phone: String)?)] {
    var liu = NewPerson(name: "刘桂芳", community: DemoPlaces.anhe)
    liu.idNumber = "990501194503190426"
    liu.phones = ["19905021234"]
    liu.home = "7-3-502"
    liu.aliases = ["刘姨"]
    var wang = NewPerson(name: "王建国", community: DemoPlaces.anhe)
    wang.idNumber = "990501195809140311"
    wang.phones = ["19905025530"]
    wang.home = "12-1-301"
    return [(liu, ["高龄", "独居"], ("孙丽", "女儿", "19905028810")), (wang, ["透析"], nil)]
  }
}

extension Demo {
  /// Whom the sign-in page offers.
  package static let roles = DemoPeople.roles
}
