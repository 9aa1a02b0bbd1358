import Access
import Kernel
import Organisation
import Rulebook
import Store
import Work

/// Makes a community's orders by the acts of its workers, as at the window, only earlier.
struct DemoOrders: Sendable {
  /// Orders of a transaction: some 0.3 s, and a demo that was cut off loses no more.
  static let batch = 200

  let installation: Installation
  let community: DemoDistrict.Community

  /// - Returns: how many were made; none if they are there.
  func make() async throws -> Int {
    guard try await !isThere(DemoOrderPlan.id(community, DemoOrderPlan.count(of: community) - 1)) else { return 0 }
    let (plan, clerks) = try await prepare()
    let orders = plan.orders()
    var made = 0
    for first in stride(from: 0, to: orders.count, by: Self.batch) {
      made += try await make(orders, from: first, clerks)
    }
    return made
  }

  /// Makes one batch, unless it is there.
  func make(_ orders: [DemoOrderPlan.Planned], from first: Int, _ clerks: DemoClerks) async throws -> Int {
    guard try await !isThere(DemoOrderPlan.id(community, first)) else { return 0 }
    let some = first..<min(first + Self.batch, orders.count)
    let (desk, zone, community) = (installation.desk, installation.zone, community)
    try await installation.database.write { session in
      for number in some {
        let clerk = clerks.windows[number % clerks.windows.count]
        try Acts(desk: desk, clerk: clerk, officers: clerks.officers, zone: zone, session: session)
          .perform(orders[number], id: DemoOrderPlan.id(community, number))
      }
    }
    return some.count
  }

  private func isThere(_ id: EntityID) async throws -> Bool {
    try await installation.database.read { session in
      try session.first("SELECT 1 AS yes FROM work_order WHERE id = \(id)") != nil
    }
  }

  func prepare() async throws -> (DemoOrderPlan, DemoClerks) {
    let occasion = installation.occasion
    let (access, rulebook, community) = (installation.access, installation.rulebook, community)
    return try await installation.database.read { session in
      guard let place = try PlaceStore.place(code: community.code, at: occasion.today, in: session) else {
        throw Failure.notFound
      }
      let catalogue = try rulebook.inForce(WindowCatalogue.self, at: place.key, on: occasion.today, in: session)
      let calendar = try rulebook.inForce(CalendarRule.self, at: place.key, on: occasion.today, in: session)
      let plan = DemoOrderPlan(
        community: community, items: catalogue.content.items,
        residents: try Self.residents(of: place, on: occasion.today, in: session),
        dates: try DemoDates(now: occasion.now, zone: occasion.zone, calendar: calendar.content.calendar))
      return (plan, try DemoClerks(community: place, access: access, on: occasion.today, in: session))
    }
  }

  private static func residents(of place: Place, on day: Day, in session: any Session) throws
    -> [DemoOrderPlan.Resident]
  {
    func tagged(_ tag: String) -> SQL {
      "CASE WHEN EXISTS (SELECT 1 FROM tag t WHERE t.person_key = p.person_key AND t.tag = \(tag)) THEN 1 ELSE 0 END"
    }
    return try session.all(
      """
      SELECT p.id, p.birth_date, p.sex, \(tagged("残疾")) AS disabled, \(tagged("退役军人")) AS veteran
      FROM person p WHERE p.community_key = \(place.key) ORDER BY p.person_key
      """
    ).map { row in
      let birth: Day? = try row["birth_date"]
      let sex: Int = try row["sex"]
      let (disabled, veteran): (Int, Int) = (try row["disabled"], try row["veteran"])
      return DemoOrderPlan.Resident(
        id: try row["id"], age: birth?.completedYears(on: day) ?? 40, sex: Sex(rawValue: sex) ?? .unknown,
        isDisabled: disabled == 1, isVeteran: veteran == 1)
    }
  }

  /// One order's acts, in one transaction with others.
  private struct Acts {
    let desk: OrderDesk
    let clerk: DemoClerks.Window
    let officers: [String: DemoClerks.Officer]
    let zone: Zone
    let session: any Session

    func perform(_ planned: DemoOrderPlan.Planned, id: EntityID) throws {
      let isClosedAtOnce = planned.closedAt == planned.acceptedAt
      let new = NewOrder(
        id: id, item: planned.item.code, person: planned.person, channel: planned.channel,
        materials: planned.item.materials.map(\.name), result: isClosedAtOnce ? planned.result : nil)
      _ = try desk.accept(new, clerk.accept, on: at(planned.acceptedAt), in: session).get()
      guard let dispatchedAt = planned.dispatchedAt else { return }
      _ = try desk.dispatch(id, clerk.dispatch, on: at(dispatchedAt), in: session).get()
      guard let signedForAt = planned.signedForAt, let officer = officers[planned.item.department] else { return }
      _ = try desk.signFor(id, officer.signFor, on: at(signedForAt), in: session)
      guard let closedAt = planned.closedAt, let result = planned.result else { return }
      _ = try desk.close(id, result: result, officer.close, on: at(closedAt), in: session)
    }

    private func at(_ instant: Instant) -> Occasion { .at(instant, zone: zone) }
  }
}
