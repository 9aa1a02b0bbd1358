import Access
import Catalogues
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Statistics
import Store
import Trust
import Work

/// Makes a district step by step. Each step is one that the program offers to everybody, finds out by itself whether it
/// was done, and loses little when it is cut off; so a demo that was stopped goes on where it stood.
struct DemoDistrictMaking: Sendable {
  let installation: Installation
  let district: DemoDistrict
  let say: @Sendable (String) -> Void

  /// Places, units, accounts, posts, in one transaction.
  /// - Parameter communities: only so many, with the cast and nobody else.
  func addPlaces(communities: Int? = nil) async throws {
    let (district, occasion) = (district, installation.occasion)
    let cast = district.index == 0 ? DemoPeople.posts : []
    let posts = communities == nil ? cast + DemoWorkers(district: district).posts : cast
    let isThere = try await installation.database.read { session in
      try posts.last.map { try AssignmentStore.account(login: $0.login, in: session) != nil } ?? true
    }
    guard !isThere else { return }
    say("\(district.name): places, units, people who work here")
    try await installation.database.write { session in
      let places = try DemoPlaces.add(district, communities: communities, in: session)
      let units = try DemoUnits(district: district, places: places, occasion: occasion, session: session).add()
      try DemoPeople.add(posts, units: units, places: places, occasion: occasion, in: session)
    }
    try await installation.publishDeliveredRules()
  }

  /// Takes in the list of a community's residents, in one transaction like any office's.
  /// - Returns: how many people were made; none if the list was taken before.
  func takeResidents(of community: DemoDistrict.Community) async throws -> Int {
    let occasion = installation.occasion
    let residents = DemoResidents(district: district, community: community, today: occasion.today)
    let digest = ListDigest.of(Data(residents.name.utf8))
    guard try await received(digest) == nil else { return 0 }
    let (report, buildings) = residents.list()
    let grids = try await gridMap(of: community, buildings: buildings)
    let result = try await ResidentImport(
      report: report, community: community.code, fileName: residents.name, digest: digest, grids: grids
    ).take(
      grant: try await installation.commandLineGrant(.importList), occasion: occasion, vault: installation.vault,
      database: installation.database)
    return result.created
  }

  /// The rows of a list or history file that were dealt with; nil if it never came.
  func received(_ digest: Data) async throws -> Int? {
    try await installation.database.read { session in
      try session.first("SELECT received FROM list_import WHERE file_digest = \(digest) ORDER BY import_key LIMIT 1")
        .map { try $0["received"] }
    }
  }

  /// The buildings over the grids, from west to east.
  func gridMap(of community: DemoDistrict.Community, buildings: Int) async throws -> GridMap {
    let today = installation.occasion.today
    return try await installation.database.read { session in
      let keys = try (1...community.grids).map { number in
        try PlaceStore.place(code: community.code + DemoPlaces.digits(number), at: today, in: session)?.key
      }
      var grids: [String: Int64] = [:]
      for building in 1...buildings { grids["\(building)"] = keys[(building - 1) * community.grids / buildings] }
      return GridMap(grids)
    }
  }

  /// Half a year of visits and matters, as an office brings them from before.
  /// - Returns: whether anything was taken now.
  func takeHistory() async throws -> Bool {
    var taken = false
    let occasion = installation.occasion
    let items = try WindowCatalogue.delivered().items.map(\.code)
    for file in DemoHistory(district: district, today: occasion.today, items: items).files {
      guard try await received(file.digest) ?? 0 < file.count else { continue }
      say("\(district.name): \(file.count) rows of history, \(file.name)")
      let account = try await installation.commandLineGrant(.importList).account()
      _ = try await HistoryImport(database: installation.database, zone: installation.zone).take(
        HistoryImport.File(name: file.name, digest: file.digest, headings: file.headings), rows: file.rows,
        actor: EventActor(accountKey: account.key, accountID: account.id, role: "operator"), on: occasion)
      taken = true
    }
    return taken
  }
}
