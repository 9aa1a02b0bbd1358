import Foundation
import HTTPTypes
import Kernel
import Store
import TestSupport
import Testing
import Work

@testable import Pages

/// What scripts may rely on when they write: keys, versions, refusals.
@Suite(.serialized) struct `Writing over HTTP` {
  @Test(arguments: Engine.allCases)
  func `the same key gives the first answer again, refusals included`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let body: JSON = ["item": .string(Town.allowance), "person": JSON(town.liuyi), "channel": "window"]
      let first = try await panjing.post("/api/orders", body, key: "k-1")
      town.pass(.minutes(5))
      let second = try await panjing.post("/api/orders", body, key: "k-1")
      #expect(first.status == 201 && second.status == 201 && first.body == second.body)
      #expect(first.header("ETag") == second.header("ETag"))

      let unlisted: JSON = ["item": "W999999", "person": JSON(town.liuyi), "channel": "window"]
      let refused = try await panjing.post("/api/orders", unlisted, key: "k-2")
      #expect(refused.status == 422 && refused.json["errors"]?.items?.first?["pointer"] == "/item")
      let refusedAgain = try await panjing.post("/api/orders", unlisted, key: "k-2")
      #expect(refusedAgain.status == 422 && refusedAgain.body == refused.body)

      let nothing = "/api/orders/\(town.newID())/closure"
      let missing = try await panjing.post(nothing, ["result": "已办"], key: "k-3")
      let missingAgain = try await panjing.post(nothing, ["result": "已办"], key: "k-3")
      #expect(missing.status == 404 && missingAgain.body == missing.body)

      let other = try await panjing.post("/api/orders", unlisted, key: "k-1")
      #expect(other.status == 422, "another body under a known key")
      let elsewhere = try await panjing.post("/api/orders/\(town.liuyi)/dispatch", [:], key: "k-1")
      #expect(elsewhere.status == 422, "another path under a known key")
      let suyan = try await town.script(Cast.suyan.user)
      #expect(try await suyan.post("/api/orders", body, key: "k-1").status == 201, "a key is one person's own")
      #expect(try await panjing.post("/api/orders", body, key: "").status == 400)
      #expect(try await panjing.post("/api/orders", body, key: String(repeating: "k", count: 201)).status == 400)
    }
  }

  @Test(arguments: Engine.allCases)
  func `one entity id under another key is a conflict`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let id = town.newID()
      let order: JSON = [
        "id": JSON(id), "item": .string(Town.allowance), "person": JSON(town.liuyi), "channel": "window",
      ]
      #expect(try await panjing.post("/api/orders", order, key: "a").status == 201)
      #expect(try await panjing.post("/api/orders", order, key: "b").status == 409)
      let person: JSON = ["id": JSON(id), "name": "王小明", "community": .string(Cast.community)]
      #expect(try await panjing.post("/api/people", person, key: "c").status == 201)
      #expect(try await panjing.post("/api/people", person, key: "d").status == 409)
    }
  }

  @Test(arguments: Engine.allCases)
  func `who changes what has changed meanwhile is told so`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.order(.accepted)
      let panjing = try await town.script(Cast.panjing.user)
      let path = "/api/orders/\(id)"
      let tag = try #require(try await panjing.get(path).header("ETag"))
      #expect(try await panjing.post("\(path)/dispatch", [:], ifMatch: "\"7\"").status == 412)
      #expect(try await panjing.post("\(path)/dispatch", [:], ifMatch: tag).status == 200)
      let wuhao = try await town.script(Cast.wuhao.user)
      #expect(try await wuhao.post("\(path)/receipt", [:], ifMatch: tag).status == 412)
      #expect(try await wuhao.post("\(path)/receipt", [:], ifMatch: "*").status == 200)
      let stale = try await wuhao.post("\(path)/closure", ["result": "已批"], ifMatch: tag)
      #expect(stale.status == 412 && stale.json["detail"]?.text?.isEmpty == false)
      #expect(try await wuhao.post("\(path)/closure", ["result": "已批"]).status == 200)
    }
  }

  @Test func `unknown fields and wrong values are refused, each by its pointer`() async throws {
    try await Town.story(on: .sqlite) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let reply = try await panjing.post(
        "/api/orders", ["item": "", "person": "42", "channel": "pigeon", "colour": "red", "materials": [1]])
      #expect(reply.status == 422 && reply.header("Content-Type") == "application/problem+json")
      let pointers = Set(reply.json["errors"]?.items?.compactMap { $0["pointer"]?.text } ?? [])
      #expect(pointers == ["/item", "/person", "/channel", "/colour", "/materials/0"])
      #expect(reply.json["status"] == 422 && reply.json["reference"]?.text?.count == 14)

      let query = try await panjing.get("/api/people?q=ly&colour=red&limit=0&place=990")
      #expect(
        Set(query.json["errors"]?.items?.compactMap { $0["pointer"]?.text } ?? []) == ["?colour", "?limit", "?place"])
      #expect(try await panjing.get("/api/people").status == 422, "q is missing")
      #expect(try await panjing.get("/api/people?q=ly&q=lgf").status == 422, "twice")
      for limit in ["201", "-1", "a", ""] {
        #expect(try await panjing.get("/api/orders?limit=\(limit)").status == 422, "limit=\(limit)")
      }
      #expect(try await panjing.get("/api/orders?limit=200").status == 200)
      #expect(try await panjing.get("/api/orders?cursor=!!").status == 422)
      #expect(try await panjing.get("/api/orders?state=lost").status == 422)
      #expect(try await panjing.get("/api/statistics?by=colour").status == 422)
      #expect(try await panjing.get("/api/statistics?from=2026-12-01&to=2026-11-01").status == 422)
    }
  }

  @Test func `a body that is none is refused`() async throws {
    try await Town.story(on: .sqlite) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let authorization = "Bearer \(panjing.token ?? "")"
      func post(_ path: String, _ text: String, _ type: String?) async throws -> Int {
        var headers: HTTPFields = [.authorization: authorization]
        headers[.contentType] = type
        return try await town.wire.send(.post, path, headers: headers, body: Data(text.utf8)).status
      }
      #expect(try await post("/api/orders", "", "application/json") == 400)
      #expect(try await post("/api/orders", "{", "application/json") == 400)
      #expect(try await post("/api/orders", "[]", "application/json") == 400)
      #expect(try await post("/api/orders", "a=b", "application/x-www-form-urlencoded") == 415)
      #expect(try await post("/api/orders", "<a/>", "text/xml") == 415)
      #expect(try await post("/api/orders", "{}", nil) == 415)
      let large = "{\"item\":\"\(String(repeating: "x", count: 70_000))\"}"
      #expect(try await post("/api/orders", large, "application/json") == 413)
      let deleted = try await panjing.send(.delete, "/api/orders", nil)
      #expect(deleted.status == 405 && deleted.header("Content-Type") == "application/problem+json")
      #expect(try await panjing.get("/api/nothing").status == 404)
      #expect(try await panjing.get("/api/orders/not-an-id").status == 404)
    }
  }
}
