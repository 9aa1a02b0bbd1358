import Foundation
import Kernel
import Store
import TestSupport
import Testing
import Work

@testable import Pages

/// What is sensitive stays masked, is shown one value at a time, and leaves a trace.
@Suite(.serialized) struct `Sensitive values` {
  @Test(arguments: Engine.allCases)
  func `a value is shown once, for a purpose, and everyone can see who looked`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let path = "/api/people/\(town.liuyi)/disclosure"
      #expect(try await panjing.post(path, ["field": "idNumber"]).status == 422, "no purpose")
      #expect(try await panjing.post(path, ["field": "idNumber", "purpose": "  "]).status == 422)
      #expect(try await panjing.post(path, ["field": "shoeSize", "purpose": "核对"]).status == 422)
      #expect(try await town.events(of: town.liuyi).filter { $0 == "person.disclosed" }.isEmpty)
      let shown = try await panjing.post(path, ["field": "idNumber", "purpose": "办理高龄津贴"])
      #expect(shown.status == 200 && shown.json["value"]?.text == Cast.liuguifang.idNumber)
      #expect(
        try await panjing.get("/api/people/\(town.liuyi)").json["idNumber"]?.text == Cast.liuguifang.maskedIDNumber)
      #expect(try await town.events(of: town.liuyi).filter { $0 == "person.disclosed" }.count == 1)
      let body: JSON = ["field": "idNumber", "purpose": "再看一次"]
      for _ in 1...2 { #expect(try await panjing.post(path, body, key: "look").status == 200) }
      #expect(
        try await town.events(of: town.liuyi).filter { $0 == "person.disclosed" }.count == 3,
        "an opened value is not kept for a second answer: each look is an event")

      let (lead, csrf) = try await town.browser(Cast.suyan.user)
      let page = try await lead.get("/people/\(town.liuyi)")
      #expect(page.text.contains("潘静") && page.text.contains("办理高龄津贴"), "her page says who looked and why")
      let opened = try await lead.post(
        "/people/\(town.liuyi)/disclosure", ["field": "idNumber", "purpose": "verify"], csrf: csrf)
      #expect(opened.status == 200 && opened.text.contains(Cast.liuguifang.idNumber))
      #expect(!opened.text.contains(Cast.liuguifang.phone), "one value, not all")
      #expect(try await !lead.get("/people/\(town.liuyi)").text.contains(Cast.liuguifang.idNumber), "shown once")
      #expect(try await town.findings() == [])
    }
  }

  @Test(arguments: Engine.allCases)
  func `no page, answer, journal entry or table holds a number in plain text`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let id = try await town.order(.dispatched)
      let secrets = [Cast.liuguifang.idNumber, Cast.liuguifang.phone, "19905028810"]
      func leaks(_ reply: Reply) -> Bool { secrets.contains { reply.text.contains($0) } }
      for worker in [Cast.panjing, Cast.suyan, Cast.wuhao, Cast.chenmin, Cast.linsheng] {
        let script = try await town.script(worker.user)
        let (browser, _) = try await town.browser(worker.user)
        for path in [
          "/api/people?q=ly", "/api/people?q=0426", "/api/people?q=\(Cast.liuguifang.idNumber)",
          "/api/people/\(town.liuyi)", "/api/orders", "/api/orders/\(id)", "/api/events", "/api/statistics",
        ] {
          #expect(try await !leaks(script.get(path)), "\(worker.user) on \(path)")
        }
        for path in ["/counter?q=ly&person=\(town.liuyi)", "/people/\(town.liuyi)", "/orders", "/orders/\(id)"] {
          #expect(try await !leaks(browser.get(path)), "\(worker.user) on \(path)")
        }
      }
      let tables = [
        "person", "alias", "tag", "phone", "contact", "person_term", "home", "event", "kept_answer", "work_order",
        "act", "session", "api_token", "account",
      ]
      let found = try await town.database.read { session in
        try tables.filter { table in try session.rows("SELECT * FROM \(table)", []).contains { holds($0, secrets) } }
      }
      #expect(found == [])
    }
  }

  private func holds(_ row: Row, _ secrets: [String]) -> Bool {
    row.values.contains { value in
      switch value {
      case .text(let text): secrets.contains { text.contains($0) }
      case .blob(let bytes): secrets.contains { bytes.range(of: Data($0.utf8)) != nil }
      default: false
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `the auditor follows who did what, in order and page by page, without the content`(engine: Engine)
    async throws
  {
    try await Town.story(on: engine) { town in
      for _ in 1...3 { _ = try await town.order(.closed) }
      let panjing = try await town.script(Cast.panjing.user)
      _ = try await panjing.post("/api/people/\(town.liuyi)/disclosure", ["field": "idNumber", "purpose": "办津贴"])
      try await town.seal()
      let auditor = try await town.script(Cast.linsheng.user)
      var (after, seen): (Int64, [JSON]) = (0, [])
      while true {
        let page = try await auditor.get("/api/events?after=\(after)&limit=4")
        #expect(page.status == 200)
        seen += page.json["items"]?.items ?? []
        guard let next = page.json["next"]?.integer else { break }
        after = next
      }
      #expect(seen.compactMap { $0["position"]?.integer } == Array(1...Int64(seen.count)))
      let actions = seen.compactMap { $0["action"]?.text }
      #expect(actions.filter { $0 == "order.closed" }.count == 3 && actions.last == "person.disclosed")
      #expect(seen.last?["purpose"] == "办津贴" && seen.last?["role"] == "windowWorker")
      #expect(!"\(seen)".contains("刘桂芳"))
      let signIns = try await auditor.get("/api/events?stream=organisation").json["items"]?.items
      #expect(signIns?.contains { $0["action"] == "token.created" } == true)
      #expect(try await town.script(Cast.chenmin.user).get("/api/events").status == 403)
    }
  }
}
