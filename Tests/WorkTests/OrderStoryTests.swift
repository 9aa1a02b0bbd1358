import Access
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

struct OrderStoryTests {
  @Test(arguments: Engine.allCases)
  func `刘姨's allowance is accepted, dispatched, signed for and closed`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let accepted = try await town.accept(materials: ["身份证", "银行卡"])
      #expect(accepted.state == .accepted)
      #expect(accepted.owner.name == "安和社区")
      // Ten working days from the next one: 25 November to 8 December 2026, no holiday between.
      #expect(accepted.dueAt?.rfc3339(in: .shanghai) == "2026-12-08T18:00:00+08:00")
      #expect(accepted.printedNumber.hasPrefix("安和〔2026〕1-"))

      let dispatched = try await town.dispatch(accepted.id)
      #expect(dispatched.state == .dispatched)
      #expect(dispatched.owner == town.civilAffairs)
      #expect(try await town.signFor(accepted.id).state == .handling)
      let closed = try await town.close(accepted.id)
      #expect(closed.state == .closed)
      #expect(closed.version == 4)
      #expect(
        try await town.events(of: accepted.id) == [
          "order.accepted", "order.dispatched", "order.signedFor", "order.closed",
        ])
    }
  }

  @Test(arguments: Engine.allCases)
  func `what 潘静 sees of it at the end`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept(materials: ["身份证"]).id
      try await town.dispatch(id)
      try await town.signFor(id)
      try await town.close(id, result: "已批，下月起发放")
      let view = try await town.view(id, by: Cast.panjing)
      #expect(view.item.name.zh == "高龄津贴申请")
      #expect(view.person.name == "刘桂芳")
      #expect(view.person.age == 81)
      #expect(view.person.idNumber == Cast.liuguifang.maskedIDNumber)
      #expect(view.person.phones.map(\.masked) == [Cast.liuguifang.maskedPhone])
      #expect(view.person.home == "7-3-502")
      #expect(view.papers.filter(\.seen).map(\.material.name) == ["身份证"])
      #expect(view.deeds.map(\.verb) == [.accept, .dispatch, .signFor, .close])
      #expect(view.deeds.map(\.name) == ["潘静", "潘静", "吴浩", "吴浩"])
      #expect(view.deeds.last?.text == "已批，下月起发放")
      #expect(view.deeds[1].toUnit == "区民政局")
      #expect(view.moves.allSatisfy { $0.obstacle?.key == "order.why.closed" })
      #expect(view.urgency.reason == "order.closed.inTime")
    }
  }

  @Test(arguments: Engine.allCases)
  func `a certificate of residence is closed at the window`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let receipt = try await town.accept(Town.residence, materials: ["身份证"], result: "已出具")
      #expect(receipt.state == .closed)
      #expect(receipt.dueAt?.rfc3339(in: .shanghai) == "2026-11-24T18:00:00+08:00")
      #expect(try await town.events(of: receipt.id) == ["order.accepted", "order.closed"])
    }
  }

  @Test(arguments: Engine.allCases)
  func `the allowance can't be closed at the window`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      #expect(try await Town.refusal { try await town.accept(result: "行") } == "order.why.dispatchFirst")
      let id = try await town.accept().id
      #expect(try await Town.refusal { try await town.close(id, by: Cast.panjing) } == "order.why.dispatchFirst")
    }
  }

  @Test(arguments: Engine.allCases)
  func `each wrong step is refused with its reason`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      // 吴浩 can't know of it before it is sent to him.
      #expect(try await Town.refusal { try await town.signFor(id) } == "problem.notFound")
      #expect(try await Town.refusal { try await town.signFor(id, by: Cast.panjing) } == "problem.forbidden")
      try await town.dispatch(id)
      #expect(try await Town.refusal { try await town.dispatch(id) } == "order.why.dispatched")
      #expect(try await Town.refusal { try await town.signFor(id, by: Cast.panjing) } == "problem.forbidden")
      #expect(try await Town.refusal { try await town.close(id) } == "order.why.signFirst")
      try await town.signFor(id)
      #expect(try await Town.refusal { try await town.signFor(id) } == "order.why.signed")
      #expect(try await Town.refusal { try await town.close(id, by: Cast.suyan) } == "order.why.notOwner")
      #expect(try await Town.refusal { try await town.close(id, result: " \n") } == "order.closing.missing")
      try await town.close(id)
      #expect(try await Town.refusal { try await town.close(id) } == "order.why.closed")
      let community = try await town.accept(Town.residence).id
      #expect(try await Town.refusal { try await town.dispatch(community) } == "order.why.communitys")
    }
  }

  @Test(arguments: Engine.allCases)
  func `范伟 never sees 刘姨's allowance`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.accept().id
      try await town.dispatch(id)
      for worker in [Cast.fanwei] {
        #expect(try await Town.refusal { _ = try await town.view(id, by: worker) } == "problem.notFound")
        #expect(try await Town.refusal { try await town.signFor(id, by: worker) } == "problem.notFound")
        #expect(try await town.list(by: worker).lines.isEmpty)
      }
      let neighbour = try await town.grant(.readOrder, "neighbour")
      #expect(
        try await Town.refusal {
          _ = try await town.database.read { try OrderStore.order(id: id, grant: neighbour, in: $0) }
        } == "problem.notFound")
    }
  }

  @Test(arguments: Engine.allCases)
  func `a stale page is told so, and the same order is not made twice`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let first = try await town.accept()
      try await town.dispatch(first.id, expected: 1)
      #expect(try await Town.refusal { try await town.signFor(first.id, expected: 1) } == "order.stale")
      #expect(try await Town.refusal { try await town.accept(id: first.id) } == "order.known")
    }
  }

  @Test(arguments: Engine.allCases)
  func `what the access list doesn't have is refused and on record`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = Occasion.at(Town.morning).newID()
      #expect(try await Town.refusal { try await town.accept("W999999", id: id) } == "order.notListed")
      #expect(try await town.events(of: id) == ["order.refused"])
      let order = try await town.accept().id
      #expect(
        try await Town.refusal { try await town.dispatch(order, to: town.insurance.id) } == "order.why.notEntitled")
      #expect(try await town.events(of: order) == ["order.accepted", "order.refused"])
      #expect(try await town.view(order, by: Cast.panjing).order.columns.state == .accepted)
      #expect(try await Town.refusal { try await town.accept(materials: ["户口簿"]) } == "order.material.unknown")
    }
  }

  @Test(arguments: Engine.allCases)
  func `of 64 who close one order at once one succeeds`(engine: Engine) async throws {
    try await Town.story(on: engine, onDisk: true) { town in
      let id = try await town.accept().id
      try await town.dispatch(id)
      try await town.signFor(id)
      let grant = try await town.grant(.closeOrder, Cast.wuhao)
      let (database, desk) = (town.database, town.desk)
      let outcomes = await withTaskGroup(of: String.self) { group in
        for number in 0..<64 {
          group.addTask {
            do {
              _ = try await database.write { session in
                try desk.close(id, result: "第\(number)个", grant, on: .at(Town.morning), in: session)
              }
              return "closed"
            } catch let failure as Failure {
              return failure.phrase.key
            } catch {
              return "\(error)"
            }
          }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == ["closed": 1, "order.why.closed": 63])
      #expect(try await town.events(of: id).filter { $0 == "order.closed" }.count == 1)
    }
  }
}
