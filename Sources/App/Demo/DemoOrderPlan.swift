import Foundation
import Kernel
import Work

/// Which orders a community has, invented: of what, for whom, since when, how far they have come. Pure.
struct DemoOrderPlan {
  /// Open orders of a district of 30 communities.
  static let open = 20_000
  /// Orders of a community that were closed lately.
  static let closed = 60

  struct Resident: Sendable {
    let id: EntityID
    let age: Int
    let sex: Sex
    let isDisabled: Bool
    let isVeteran: Bool
  }
  struct Planned: Sendable {
    let item: CatalogueItem
    let person: EntityID
    let channel: OrderChannel
    let acceptedAt: Instant
    let dispatchedAt: Instant?
    let signedForAt: Instant?
    let closedAt: Instant?
    let result: String?
  }

  let community: DemoDistrict.Community
  let items: [CatalogueItem]
  let residents: [Resident]
  let dates: DemoDates

  /// The names of the orders, made from the community's code: by them a demo that was cut off knows what it has.
  static func id(_ community: DemoDistrict.Community, _ number: Int) -> EntityID {
    var random = DemoRandom("demo-order-\(community.code)-\(number)")
    return EntityID(now: Zone.shanghai.instant(of: DemoPlaces.since), random: &random)
  }

  static func count(of community: DemoDistrict.Community) -> Int {
    open * (community.index + 1) / 30 - open * community.index / 30 + closed
  }

  /// In the order in which they were taken in.
  func orders() -> [Planned] {
    var random = DemoRandom("demo-orders-\(community.code)")
    let total = Self.count(of: community)
    let planned = (0..<total).map { plan(isClosed: $0 < Self.closed, &random) }
    return planned.sorted { $0.acceptedAt < $1.acceptedAt }
  }

  private func plan(isClosed: Bool, _ random: inout DemoRandom) -> Planned {
    // What is done the same day is seldom open; nearly all that is open has a promised limit.
    let isImmediate = random.happens(isClosed ? 600 : 15)
    let item = random.one(of: items.filter { ($0.kind == .immediate) == isImmediate })
    let acceptedAt = isClosed ? dates.past(&random) : dates.acceptance(of: item, &random)
    let state = reached(item, isClosed, &random)
    let steps = Double(dates.now.milliseconds - acceptedAt.milliseconds)
    // Dispatched within hours, signed for within a day or two, closed within half a month.
    func after(_ days: Double, _ share: Double) -> Instant {
      acceptedAt.adding(milliseconds: Int64(min(days * 86_400_000 * Double(random.int(10...100)) / 100, steps * share)))
    }
    let dispatched = state == .accepted || isAtOnce(item, isClosed) ? nil : after(0.2, 0.2)
    let signed = state == .handling || (isClosed && dispatched != nil) ? after(1.5, 0.5) : nil
    let closed = !isClosed ? nil : isAtOnce(item, true) ? acceptedAt : after(14, 0.95)
    return Planned(
      item: item, person: resident(for: item, &random),
      channel: random.one(of: [(.window, 70), (.visit, 15), (.phone, 5), (.online, 10)]), acceptedAt: acceptedAt,
      dispatchedAt: dispatched, signedForAt: signed.map { max($0, dispatched ?? $0) },
      closedAt: closed.map { max($0, signed ?? $0) }, result: isClosed ? random.one(of: Self.results) : nil)
  }

  private func isAtOnce(_ item: CatalogueItem, _ isClosed: Bool) -> Bool { isClosed && item.closesAtWindow }

  private func reached(_ item: CatalogueItem, _ isClosed: Bool, _ random: inout DemoRandom) -> OrderState {
    if isClosed { return .closed }
    if item.isCommunitys { return .accepted }
    return random.one(of: [(.accepted, 22), (.dispatched, 33), (.handling, 45)])
  }

  /// Somebody for whom the item is meant, if thirty people asked have one.
  private func resident(for item: CatalogueItem, _ random: inout DemoRandom) -> EntityID {
    for _ in 0..<30 {
      let resident = random.one(of: residents)
      if Self.suits(item.code, resident) { return resident.id }
    }
    return random.one(of: residents).id
  }

  private static func suits(_ item: String, _ resident: Resident) -> Bool {
    switch item.prefix(5) {
    case "W0202": resident.age >= (item == "W020201" ? 80 : 60)
    case "W0203": resident.age < 16
    case "W0301", "W0302": resident.isDisabled
    case "W0401": (18...59).contains(resident.age)
    case "W0402": resident.age >= (item == "W020202" ? 60 : 18)
    case "W0601": item == "W060101" ? resident.sex == .female && (20...45).contains(resident.age) : resident.age >= 45
    case "W0802": resident.isVeteran
    default: resident.age >= 18
    }
  }

  private static let results = ["已办结，当事人已知晓。", "材料齐全，已办结。", "审核通过，已通知本人。", "已办理，结果已电话告知。", "不符合条件，已说明理由并告知救济途径。"]
}
