import Foundation
import Kernel
import Statistics
import TestSupport
import Testing
import Work

@testable import App

/// What the demo says happened, and when.
struct DemoTimesTests {
  private static let zone = Zone.shanghai

  private func plan(on today: Day, hour: Int = 10) throws -> DemoOrderPlan {
    let now = Self.zone.instant(of: today, hour: hour)
    let people = (0..<400).map { number in
      var random = DemoRandom("resident \(number)")
      return DemoOrderPlan.Resident(
        id: EntityID(now: now, random: &random), age: number % 100, sex: number % 2 == 0 ? .female : .male,
        isDisabled: number % 9 == 0, isVeteran: number % 11 == 0)
    }
    return DemoOrderPlan(
      community: DemoDistrict(0).communities[3], items: try WindowCatalogue.delivered().items, residents: people,
      dates: try DemoDates(now: now, zone: Self.zone, calendar: WorkingCalendar()))
  }

  @Test func `A district has 20,000 open orders`() {
    let communities = DemoDistrict(0).communities
    #expect(communities.reduce(0) { $0 + DemoOrderPlan.count(of: $1) - DemoOrderPlan.closed } == 20_000)
  }

  @Test(arguments: ["2026-11-24", "2026-12-30", "2026-02-20", "2027-05-03", "2026-01-01"])
  func `Every order was taken in before now, and its limit ends in a year that has a table`(day: String) throws {
    let today = Day(day)!
    let now = Self.zone.instant(of: today, hour: 10)
    let setting = WorkingClock.Setting(calendar: try WorkingCalendar(), zone: Self.zone)
    let orders = try plan(on: today).orders()
    #expect(orders.count == DemoOrderPlan.count(of: DemoDistrict(0).communities[3]))
    for order in orders {
      #expect(order.acceptedAt < now)
      _ = try OrderClock(item: order.item, acceptedAt: order.acceptedAt).dueAt(in: setting)
    }
  }

  @Test func `Open orders are due from three weeks ago to four weeks ahead, most of them ahead`() throws {
    let today = Day(Cast.today)!
    let now = Self.zone.instant(of: today, hour: 10)
    let setting = WorkingClock.Setting(calendar: try WorkingCalendar(), zone: Self.zone)
    let due = try plan(on: today).orders().filter { $0.closedAt == nil }
      .map { try OrderClock(item: $0.item, acceptedAt: $0.acceptedAt).dueAt(in: setting) }
    let late = due.count { $0 < now }
    #expect(late > due.count / 20 && late < due.count / 5)
    #expect(due.contains { $0 < now - .days(14) })
    #expect(due.contains { $0 > now + .days(20) })
    #expect(due.contains { Self.zone.day(of: $0) == today })
  }

  @Test func `Acts follow each other, and nothing is done before it may be`() throws {
    let orders = try plan(on: Day(Cast.today)!).orders()
    #expect(orders.map(\.acceptedAt) == orders.map(\.acceptedAt).sorted())
    for order in orders {
      let times = [order.acceptedAt, order.dispatchedAt, order.signedForAt, order.closedAt].compactMap { $0 }
      #expect(times == times.sorted())
      if order.signedForAt != nil { #expect(order.dispatchedAt != nil) }
      if order.item.isCommunitys { #expect(order.dispatchedAt == nil) }
      #expect((order.closedAt == nil) == (order.result == nil))
    }
    #expect(orders.count { $0.closedAt != nil } == DemoOrderPlan.closed)
    for state in [orders.count { $0.dispatchedAt == nil }, orders.count { $0.signedForAt != nil }] {
      #expect(state > 100)
    }
  }

  @Test func `The old-age allowance is for somebody of 80`() throws {
    let plan = try plan(on: Day(Cast.today)!)
    let ages = Dictionary(uniqueKeysWithValues: plan.residents.map { ($0.id, $0.age) })
    let asked = plan.orders().filter { $0.item.code == "W020201" }.compactMap { ages[$0.person] }
    #expect(asked.count > 5)
    #expect(asked.allSatisfy { $0 >= 80 })
  }

  @Test func `Half a year of history has the newspaper's numbers, and is the same each time`() throws {
    let today = Day(Cast.today)!
    let history = DemoHistory(
      district: DemoDistrict(0), today: today, items: try WindowCatalogue.delivered().items.map(\.code))
    let files = history.files
    #expect(files.map(\.count) == [147_159, 8016 + 2300 + 912 + 607])
    let kinds = Dictionary(grouping: files[1].rows, by: { $0[0] }).mapValues(\.count)
    #expect(kinds == ["民生事项": 8016, "一老一小": 2300, "协商议事": 912, "矛盾调解": 607])
    for file in files {
      let some = Array(file.rows.prefix(2000))
      #expect(some == Array(file.rows.prefix(2000)))
      #expect(some.allSatisfy { $0.count == file.headings.count })
      let column = try #require(file.headings.firstIndex(of: "时间"))
      let days = some.compactMap { Day(String($0[column].prefix(10))) }
      #expect(days.count == some.count)
      #expect(days.allSatisfy { $0 < today && $0 >= today.adding(days: -DemoHistory.days - 2) })
    }
    #expect(Set(files[0].rows.map { $0[4] }).count == 75)
    #expect(Set(files[0].rows.map { $0[2] }).count == 381)
  }
}
