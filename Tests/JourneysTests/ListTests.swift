import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Work

@testable import Pages

/// Lists that are read page by page.
@Suite(.serialized) struct `Lists over HTTP` {
  @Test(arguments: Engine.allCases)
  func `orders are read to their end by the cursor, each once, while more come in`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      var made: Set<String> = []
      for _ in 1...11 { made.insert(try await town.order(.accepted).description) }
      let panjing = try await town.script(Cast.panjing.user)
      var (path, seen): (String, [String]) = ("/api/orders?limit=4", [])
      for page in 1...10 {
        let reply = try await panjing.get(path)
        #expect(reply.status == 200)
        let ids = reply.json["items"]?.items?.compactMap { $0["id"]?.text } ?? []
        #expect(ids.count <= 4)
        seen += ids
        if page == 1 { _ = try await town.order(.accepted) }
        guard let next = reply.json["next"]?.text else { break }
        path = "/api/orders?limit=4&cursor=\(next.queryText)"
      }
      #expect(Set(seen).isSuperset(of: made) && Set(seen).count == seen.count)
    }
  }

  @Test(arguments: Engine.allCases)
  func `people are read to their end by the cursor, each once`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      for number in 1...9 {
        let body: JSON = [
          "name": .string("刘小\(Array("一二三四五六七八九")[number - 1])"), "community": .string(Cast.community),
        ]
        #expect(try await panjing.post("/api/people", body).status == 201)
      }
      var (path, seen): (String, [String]) = ("/api/people?q=\("刘".queryText)&limit=3", [])
      for _ in 1...10 {
        let reply = try await panjing.get(path)
        seen += reply.json["items"]?.items?.compactMap { $0["id"]?.text } ?? []
        guard let next = reply.json["next"]?.text else { break }
        path = "/api/people?q=\("刘".queryText)&limit=3&cursor=\(next.queryText)"
      }
      #expect(seen.count == 10 && Set(seen).count == 10)
      #expect(try await panjing.get("/api/people?q=ly&cursor=nonsense").status == 422)
    }
  }

  @Test(arguments: Engine.allCases)
  func `orders are asked for by state, place, owner and due time`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let (accepted, handling) = (try await town.order(.accepted), try await town.order(.handling))
      let (closed, today) = (try await town.order(.closed), try await town.order(.accepted, item: Town.residence))
      let panjing = try await town.script(Cast.panjing.user)
      func ids(_ query: String) async throws -> Set<String> {
        let reply = try await panjing.get("/api/orders?\(query)")
        #expect(reply.status == 200, "\(query)")
        return Set(reply.json["items"]?.items?.compactMap { $0["id"]?.text } ?? [])
      }
      func texts(_ ids: EntityID...) -> Set<String> { Set(ids.map(\.description)) }
      #expect(try await ids("") == texts(accepted, handling, today))
      #expect(try await ids("state=closed") == texts(closed))
      #expect(try await ids("state=handling") == texts(handling))
      #expect(try await ids("due=today") == texts(today))
      #expect(try await ids("due=overdue") == [])
      #expect(try await ids("place=\(Cast.community)") == texts(accepted, handling, today))
      #expect(try await ids("owner=\(town.land.civilAffairs.id)") == texts(handling))
      #expect(try await panjing.get("/api/orders?place=\(Land.elsewhere)").status == 404)
      town.pass(.hours(10))
      #expect(try await ids("due=overdue") == texts(today))
    }
  }

  @Test func `the description lists every operation that scripts have, and each answers as described`() async throws {
    try await Town.story(on: .sqlite) { town in
      let document = try await Script(town: town, token: nil).get("/openapi.json").json
      #expect(document["openapi"] == "3.1.0")
      guard case .object(let paths)? = document["paths"] else { throw Failure.notFound }
      let described = Set(
        paths.values.flatMap { path -> [String] in
          guard case .object(let methods) = path else { return [] }
          return methods.values.compactMap { $0["operationId"]?.text }
        })
      let contract: Set = [
        "searchPeople", "getPerson", "createPerson", "listCatalogueItems", "createOrder", "getOrder", "listOrders",
        "dispatchOrder", "signForOrder", "closeOrder", "getStatistics", "listEvents",
      ]
      #expect(described.isSuperset(of: contract))
      #expect(described == Set(town.server.endpoints.map(\.operation).filter { $0.audience == .script }.map(\.id)))
      _ = try await town.order(.closed)
      try await town.seal()
      for operation in town.server.endpoints.map(\.operation) where operation.audience == .script && !operation.writes {
        guard let schema = operation.answer, let build = MatrixRequests.builders[operation.id] else { continue }
        let user = operation.id == "listEvents" ? Cast.linsheng.user : Cast.panjing.user
        let request = try await build(MatrixRequests(town: town, role: .windowWorker, owner: user))
        let reply = try await town.script(user).get(request.path)
        #expect(reply.status == 200 && schema.failures(in: reply.json, at: "") == [], "\(operation.id)")
      }
    }
  }
}
