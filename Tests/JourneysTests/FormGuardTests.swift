import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Work

@testable import Pages

/// What guards the pages: forged forms, headers, languages.
@Suite(.serialized) struct `The pages' guards` {
  @Test(arguments: Engine.allCases)
  func `every form of a signed-in browser needs the session's own word`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let forms = town.server.endpoints.map(\.operation).filter {
        $0.audience == .page && $0.writes && $0.id != "signIn"
      }
      #expect(forms.count >= 9)
      var taken: [String] = []
      for operation in forms {
        let role = try #require(
          try AccessTable.standard().rules(for: operation.action).compactMap { rule in
            if case .role(let role) = rule.holder { role } else { .windowWorker }
          }.first)
        let login = Land.here(role)
        let build = try #require(MatrixRequests.builders[operation.id])
        let (browser, _) = try await town.browser(login)
        let (_, foreign) = try await town.browser(login)
        for word in [nil, "", foreign] {
          let request = try await build(MatrixRequests(town: town, role: role, owner: login))
          let reply = try await browser.post(request.path, request.form ?? [:], csrf: word)
          if reply.status != 403 {
            taken.append("\(operation.id) with \(word == nil ? "no" : "a foreign") word: \(reply.status)")
          }
        }
      }
      #expect(taken == [])
    }
  }

  @Test func `a script's address refuses a browser's cookie without the word, and takes it with the word`() async throws
  {
    try await Town.story(on: .sqlite) { town in
      let (browser, csrf) = try await town.browser(Cast.panjing.user)
      let body = JSON.object([
        "item": .string(Town.allowance), "person": JSON(town.liuyi), "channel": "window",
      ]).canonical
      func post(_ word: String?) async throws -> Int {
        var headers: HTTPFields = [
          .contentType: "application/json", .cookie: "quanke_session=\(browser.cookie("quanke_session") ?? "")",
        ]
        headers[.csrfToken] = word
        return try await town.wire.send(.post, "/api/orders", headers: headers, body: body).status
      }
      #expect(try await post(nil) == 403)
      #expect(try await post(csrf + "x") == 403)
      #expect(try await post(csrf) == 201)
    }
  }

  @Test func `nobody signs another in: the door's form needs the door's cookie`() async throws {
    try await Town.story(on: .sqlite) { town async throws in
      let browser = Browser(town)
      #expect(
        try await browser.post("/sign-in", ["name": "panjing", "password": Town.password], csrf: "made-up").status
          == 403)
      #expect(browser.cookie("quanke_session") == nil)
    }
  }

  @Test func `a form sent twice is done once, and a stale one shows what changed and keeps what was typed`()
    async throws
  {
    try await Town.story(on: .sqlite) { town in
      let id = try await town.order(.handling)
      let (first, _) = try await town.browser(Cast.wuhao.user)
      let (second, _) = try await town.browser(Land.here(.departmentOfficer))
      var form = try Form("/orders/\(id)/closure", in: try await first.get("/orders/\(id)"))
      form["result"] = "已批，下月起发放"
      var late = try Form("/orders/\(id)/closure", in: try await second.get("/orders/\(id)"))
      late["result"] = "材料不全，退回"
      #expect(try await first.post(form).status == 303)
      #expect(try await first.post(form).status == 303, "the same answer again")
      let stale = try await second.post(late)
      #expect(stale.status == 412 && stale.text.contains("吴浩"), "who did what meanwhile")
      #expect(try await town.events(of: id).filter { $0 == "order.closed" }.count == 1)
    }
  }

  @Test func `the language is the browser's, then the reader's own choice`() async throws {
    try await Town.story(on: .sqlite) { town in
      let english = Browser(town, headers: [.acceptLanguage: "en-GB,en;q=0.8,zh;q=0.5"])
      let door = try await english.get("/sign-in")
      #expect(door.header("Content-Language") == "en" && door.text.contains("<html lang=\"en\""))
      #expect(try await Browser(town).get("/sign-in").header("Content-Language") == "zh-CN")
      #expect(
        try await english.post("/language", ["language": "zh", "return": "/sign-in"], csrf: door.csrf).status == 303)
      #expect(try await english.get("/sign-in").header("Content-Language") == "zh-CN")

      let (browser, csrf) = try await town.browser(Cast.panjing.user)
      #expect(
        try await browser.post("/language", ["language": "en", "return": "//evil.example"], csrf: csrf).location == "/")
      #expect(try await browser.get("/orders").header("Content-Language") == "en")
      let (later, _) = try await town.browser(Cast.panjing.user)
      #expect(try await later.get("/orders").header("Content-Language") == "en", "kept with the account")
      let problem =
        try await Script(town: town, token: nil).get(
          "/api/orders", headers: [.acceptLanguage: "en"]
        ).json["detail"]?.text ?? ""
      #expect(!problem.isEmpty && problem.allSatisfy(\.isASCII))
    }
  }

  @Test func `every answer forbids inline scripts and framing, and is kept by nobody`() async throws {
    try await Town.story(on: .sqlite) { town in
      let (browser, _) = try await town.browser(Cast.panjing.user)
      for path in ["/counter", "/orders", "/nothing-here", "/people/\(town.liuyi)"] {
        let reply = try await browser.get(path)
        let policy = reply.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"))
        #expect(reply.header("X-Content-Type-Options") == "nosniff")
        #expect(reply.header("Cache-Control") == "no-store")
        #expect(!reply.text.contains(/<script(?![^>]*\ssrc=)/) && !reply.text.contains(/\sstyle="/))
        #expect(!reply.text.contains(/\son[a-z]+="/))
      }
      #expect(try await browser.get("/nothing-here").status == 404)
    }
  }
}
