import Foundation
import Kernel
import Store
import TestSupport
import Testing
import Work

@testable import Pages

/// What many do at the same moment.
@Suite(.serialized) struct `Many at once` {
  @Test(arguments: Engine.allCases)
  func `64 workers close one order: one succeeds and 63 are told that it is closed`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.order(.handling)
      let wuhao = try await town.script(Cast.wuhao.user)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...64 {
          group.addTask {
            try await wuhao.post(
              "/api/orders/\(id)/closure", ["result": .string("第\(number)个")], key: "close-\(number)"
            ).status
          }
        }
        return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(statuses == [200: 1, 409: 63])
      #expect(try await town.events(of: id).filter { $0 == "order.closed" }.count == 1)
      #expect(try await town.findings() == [])
    }
  }

  @Test(arguments: Engine.allCases)
  func `one form sent twelve times at once makes one order`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let body: JSON = ["item": .string(Town.allowance), "person": JSON(town.liuyi), "channel": "window"]
      let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
        for _ in 1...12 { group.addTask { try await panjing.post("/api/orders", body, key: "one-form") } }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      let made = replies.filter { $0.status == 201 }
      #expect(!made.isEmpty && Set(made.map { $0.json["id"] }).count == 1, "the same order in every answer")
      let others = replies.filter { $0.status != 201 }
      #expect(others.allSatisfy { $0.status == 409 && $0.header("Retry-After") != nil })
      #expect(try await panjing.get("/api/orders").json["items"]?.items?.count == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `24 people registered at once under one ID number are one person`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let wang = Cast.wangjianguo
      let body: JSON = [
        "name": .string(wang.name), "idNumber": .string(wang.idNumber), "community": .string(Cast.community),
      ]
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...24 { group.addTask { try await panjing.post("/api/people", body).status } }
        return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(statuses == [201: 1, 409: 23])
      #expect(try await panjing.get("/api/people?q=wjg").json["items"]?.items?.count == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `orders accepted at once all have numbers of their own, and all are counted`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let body: JSON = ["item": .string(Town.allowance), "person": JSON(town.liuyi), "channel": "window"]
      let numbers = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 1...32 {
          group.addTask { try await panjing.post("/api/orders", body).json["number"]?.text ?? "" }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(numbers.count == 32 && !numbers.contains(""))
      let rows = try await panjing.get("/api/statistics?by=kind&kind=matter").json["rows"]?.items
      #expect(rows?.first?["count"] == 32)
      #expect(try await town.findings() == [])
    }
  }
}
