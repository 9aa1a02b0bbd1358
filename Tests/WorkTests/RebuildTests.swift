import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

struct RebuildTests {
  private static let today = Day(Cast.today)!

  @Test(arguments: Engine.allCases)
  func `a state that no act explains is found and mended`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      try await town.dispatch(id)
      let sound = try await town.view(id, by: Cast.panjing).order
      try await town.database.write { session in
        try session.execute("UPDATE work_order SET state = 'closed', closed_at = 1 WHERE id = \(id)")
        try session.execute("DELETE FROM order_queue WHERE queue = 'unit'")
      }
      let found = try await town.database.read { try OrderRebuild.check(at: Self.today, in: $0) }
      #expect(found.map(\.id) == [id])
      #expect(found.first?.parts == [.columns, .queues])
      #expect(try await town.database.write { try OrderRebuild.repair(at: Self.today, in: $0) } == found)
      #expect(try await town.database.read { try OrderRebuild.check(at: Self.today, in: $0) }.isEmpty)
      #expect(try await town.view(id, by: Cast.panjing).order == sound)
      #expect(try await town.list(by: Cast.wuhao).lines.map(\.id) == [id])
    }
  }

  @Test func `acts that can't be an order's are named, not repaired`() async throws {
    try await Town.story(on: .sqlite) { town in
      let id = try await town.accept().id
      try await town.database.write { session in
        try session.execute("UPDATE act SET verb = 'close'")
      }
      let found = try await town.database.write { try OrderRebuild.repair(at: Self.today, in: $0) }
      #expect(found.map(\.parts) == [[.acts]])
      #expect(found.map(\.id) == [id])
    }
  }

  @Test func `the fold refuses what is no order`() throws {
    func act(_ ordinal: Int, _ verb: OrderVerb) -> OrderAct {
      OrderAct(
        ordinal: ordinal, id: EntityID(now: Town.morning, random: &dice), verb: verb, accountKey: 1, assignmentKey: 1,
        unitKey: 1, happenedAt: Town.morning, recordedAt: Town.morning)
    }
    var dice = Dice(seed: 1)
    #expect(throws: OrderFold.Broken(ordinal: 1)) { try OrderFold.fold([]) }
    #expect(throws: OrderFold.Broken(ordinal: 1)) { try OrderFold.fold([act(1, .close)]) }
    #expect(throws: OrderFold.Broken(ordinal: 2)) { try OrderFold.fold([act(1, .accept), act(3, .close)]) }
    #expect(throws: OrderFold.Broken(ordinal: 3)) {
      try OrderFold.fold([act(1, .accept), act(2, .close), act(3, .dispatch)])
    }
    #expect(throws: OrderFold.Broken(ordinal: 2)) { try OrderFold.fold([act(1, .accept), act(2, .accept)]) }
  }
}
