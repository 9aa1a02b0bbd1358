import Foundation
import Kernel
import Logging
import Store
import TestSupport
import Testing
import Trust
import Work

@testable import App

/// The demo is made by the ways in that everybody has, and goes on where it was cut off.
struct DemoMakingTests {
  private static let now = Zone.shanghai.instant(of: Day(Cast.today)!, hour: 10)

  private func withInstallation(on engine: Engine, _ body: (Installation) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        let keys = try KeyFolder.create(at: folder + "/keys", now: Self.now)
        let installation = try await Installation.open(
          database, keys: keys, now: { Self.now }, logger: Logger(label: "test"))
        try await DemoDistrictMaking(installation: installation, district: DemoDistrict(0), say: { _ in })
          .addPlaces(communities: 2)
        try await body(installation)
      }
    }
  }

  private func making(_ installation: Installation) -> DemoDistrictMaking {
    DemoDistrictMaking(installation: installation, district: DemoDistrict(0, people: 20_000), say: { _ in })
  }

  private func count(_ table: String, _ installation: Installation) async throws -> Int {
    let count = SQL("SELECT COUNT(*) AS count FROM ") + SQL(stringLiteral: table)
    return try await installation.database.read { try $0.first(count).map { try $0["count"] } ?? 0 }
  }

  @Test(arguments: Engine.allCases)
  func `A small demo grows to a district, and neither step is done twice`(engine: Engine) async throws {
    try await withInstallation(on: engine) { installation in
      let making = making(installation)
      for _ in 1...2 {
        try await making.addPlaces()
        // A province, a city, a district, 3 streets, 30 communities, 381 grids.
        #expect(try await count("place", installation) == 1 + 1 + 1 + 3 + 30 + 381)
        // 345 workers, an officer for each department, and the cast of the district's own offices.
        #expect(try await count("account", installation) == 345 + DemoUnits.departments.count + 3)
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `A community's residents and orders are made once, and follow from what was done`(engine: Engine) async throws {
    try await withInstallation(on: engine) { installation in
      let making = making(installation)
      try await making.addPlaces()
      let community = making.district.communities[1]
      #expect(try await making.takeResidents(of: community) == community.people)
      #expect(try await making.takeResidents(of: community) == 0)
      #expect(try await count("person", installation) == community.people)
      #expect(try await count("person WHERE place_key = community_key", installation) == 0)

      let orders = DemoOrders(installation: installation, community: community)
      #expect(try await orders.make() == DemoOrderPlan.count(of: community))
      #expect(try await orders.make() == 0)
      #expect(try await count("work_order WHERE state <> 'closed'", installation) == 20_000 * 2 / 30 - 20_000 / 30)
      for state in ["accepted", "dispatched", "handling"] {
        #expect(try await count("work_order WHERE state = '\(state)'", installation) > 50)
      }
      #expect(try await Counts(installation).rebuild(check: true) == [])
    }
  }

  @Test func `Orders that were cut off after a batch go on with the next one`() async throws {
    try await withInstallation(on: .sqlite) { installation in
      let making = making(installation)
      try await making.addPlaces()
      let community = making.district.communities[2]
      _ = try await making.takeResidents(of: community)
      let orders = DemoOrders(installation: installation, community: community)
      let (plan, clerks) = try await orders.prepare()
      #expect(try await orders.make(plan.orders(), from: DemoOrders.batch, clerks) == DemoOrders.batch)
      #expect(try await orders.make() == DemoOrderPlan.count(of: community) - DemoOrders.batch)
      #expect(try await count("work_order", installation) == DemoOrderPlan.count(of: community))
    }
  }
}
