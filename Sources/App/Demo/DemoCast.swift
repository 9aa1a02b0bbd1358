import Access
import Catalogues
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Store

/// 安和社区: its list, delivered with the program, and the cast who come to its window.
extension Demo {
  /// Takes the registry of 安和社区 in, through the importer like any other list; the same file twice changes nothing.
  /// - Returns: whether it was taken now.
  func takeResidents() async throws -> Bool {
    let bytes = try Catalogue.data("demo-residents.xlsx")
    let digest = ListDigest.of(bytes)
    let making = DemoDistrictMaking(installation: installation, district: DemoDistrict(0), say: say)
    guard try await making.received(digest) == nil else { return false }
    say("taking in the registry of 安和社区, 7,145 people")
    let grant = try await installation.commandLineGrant(.importList)
    let report = try ListReader(.residents, today: installation.occasion.today, headings: try Headings.standard())
      .report(ListFile(data: bytes))
    // 22 buildings.
    let grids = try await making.gridMap(of: making.district.communities[0], buildings: 22)
    let result = try await ResidentImport(
      report: report, community: DemoPlaces.anhe, fileName: "demo-residents.xlsx", digest: digest, grids: grids
    ).take(grant: grant, occasion: installation.occasion, vault: installation.vault, database: installation.database)
    say(
      "taken in: \(result.created) people; \(result.count(.review)) rows to look at, \(result.count(.reject)) refused")
    return true
  }

  /// 刘姨 and 王建国, registered by 潘静 at the window.
  func addCast() async throws {
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
