import Access
import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

struct QueueTests {
  @Test(arguments: Engine.allCases)
  func `吴浩's queue has what was sent to him, and keeps what he closed`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      #expect(try await town.list(by: Cast.wuhao).lines.isEmpty)
      try await town.dispatch(id)
      let line = try #require(try await town.list(by: Cast.wuhao).lines.first)
      #expect(line.id == id)
      #expect(line.person.name == "刘桂芳")
      #expect(line.person.idNumber == nil)
      #expect(line.owner.unitName == "区民政局")
      #expect(line.urgency.reason == Phrase("order.due.workingDays", ["days": "10"]))
      try await town.signFor(id)
      #expect(try await town.list(OrderFilter(owner: .me), by: Cast.wuhao).lines.map(\.id) == [id])
      try await town.close(id)
      #expect(try await town.list(by: Cast.wuhao).lines.isEmpty)
      #expect(try await town.list(OrderFilter(state: .one(.closed)), by: Cast.wuhao).lines.map(\.id) == [id])
      #expect(try await town.list(OrderFilter(list: .done), by: Cast.wuhao).lines.map(\.id) == [id])
      #expect(try await town.list(OrderFilter(list: .done), by: Cast.panjing).lines.map(\.id) == [id])
      #expect(try await town.view(id, by: Cast.wuhao).order.columns.state == .closed)
    }
  }

  @Test(arguments: Engine.allCases)
  func `the most pressing first, page by page, each order once`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      for item in ["W020101", "W020201", "W080101", "W080102", "W020103", "W070101", "W080101"] {
        try await town.accept(item)
      }
      var found: [OrderLine] = []
      var filter = OrderFilter(limit: 3)
      while true {
        let page = try await town.list(filter, by: Cast.panjing)
        #expect(page.lines.count <= 3)
        found += page.lines
        guard let next = page.next else { break }
        filter.cursor = OrderFilter.Cursor(next.text)
        #expect(filter.cursor == next)
      }
      #expect(found.count == 7)
      #expect(Set(found.map(\.id)).count == 7)
      #expect(found.map(\.dueAt!) == found.map(\.dueAt!).sorted())
      #expect(found.first?.item.code == "W080101")
      let today = try await town.list(OrderFilter(due: .by(Day(Cast.today)!)), by: Cast.panjing)
      #expect(today.lines.map(\.item.code) == ["W080101", "W080101"])
      #expect(try await town.list(OrderFilter(due: .overdue), by: Cast.panjing).lines.isEmpty)
      let tomorrow = Town.morning + .days(1)
      #expect(try await town.list(OrderFilter(due: .overdue), by: Cast.panjing, at: tomorrow).lines.count == 2)
      let chenmin = try await town.list(OrderFilter(place: "990501001001001"), by: Cast.chenmin)
      #expect(chenmin.lines.count == 7)
      #expect(
        try await Town.refusal { _ = try await town.list(OrderFilter(place: "990501001002"), by: Cast.panjing) }
          == "problem.notFound")
    }
  }

  @Test(arguments: Engine.allCases)
  func `the counts beside the lists`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      try await town.accept(Town.residence)
      try await town.dispatch(id)
      let grant = try await town.grant(.listOrders, Cast.panjing)
      let counts = try await town.database.read { try OrderCounts.read(grant, on: .at(Town.morning), in: $0) }
      #expect(counts.open[.place]?.value == 2)
      #expect(counts.open[.unit]?.value == 1)
      #expect(counts.open[.first]?.value == 2)
      #expect(counts.open[.done]?.value == 1)
      #expect(counts.dueToday.value == 1)
      #expect(counts.overdue.value == 0)
    }
  }

  @Test func `no list looks through what grows`() async throws {
    try await Town.story(on: .sqlite) { town in
      try await town.accept()
      for (worker, filter) in [
        (Cast.panjing, OrderFilter()), (Cast.wuhao, OrderFilter(owner: .me)), (Cast.panjing, OrderFilter(list: .done)),
        (Cast.panjing, OrderFilter(due: .overdue, cursor: OrderFilter.Cursor("MS4x"))),
        (Cast.wuhao, OrderFilter(state: .one(.handling), place: Cast.community)),
      ] {
        let grant = try await town.grant(.listOrders, worker)
        let plans = try await town.database.read { [desk = town.desk] session in
          try OrderQueue(desk).statements(filter, grant, on: .at(Town.morning), in: session).flatMap { statement in
            let (text, values) = statement.rendered
            return try session.rows("EXPLAIN QUERY PLAN " + text, values).map { row -> String in try row["detail"] }
          }
        }
        #expect(plans.contains { $0.contains("order_queue") })
        let scans = plans.filter { $0.hasPrefix("SCAN") && !["SCAN m", "SCAN stream", "SCAN united"].contains($0) }
        #expect(scans.isEmpty, "\(scans) in \(plans)")
      }
    }
  }
}
