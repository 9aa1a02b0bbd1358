import Foundation
import Kernel
import Organisation
import Pages
import Store
import TestSupport
import Testing

/// 刘姨's allowance from the window to the count, as a script would do it and as the pages do it.
@Suite(.serialized) struct `刘姨's thread` {
  @Test(arguments: Engine.allCases)
  func `刘姨 is found, her matter accepted, handed over, closed and counted, over JSON`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let panjing = try await town.script(Cast.panjing.user)
      let found = try await panjing.get("/api/people?q=ly")
      #expect(found.status == 200 && found.json["items"]?.items?.count == 1)
      let person = try #require(found.json["items"]?.items?.first)
      #expect(person["name"]?.text == "刘桂芳")
      #expect(person["idNumber"]?.text == Cast.liuguifang.maskedIDNumber)
      #expect(person["phones"] == [.string(Cast.liuguifang.maskedPhone)])
      #expect(person["home"]?.text == "7-3-502")

      let items = try await panjing.get("/api/catalogue/items?q=\("老人补贴".queryText)")
      #expect(items.json["items"]?.items?.contains { $0["code"]?.text == Town.allowance } == true)

      let id = town.newID()
      let accepted = try await panjing.post(
        "/api/orders",
        [
          "id": JSON(id), "item": .string(Town.allowance), "person": person["id"] ?? .null, "channel": "window",
          "materials": ["身份证"],
        ])
      #expect(accepted.status == 201)
      #expect(accepted.json["id"] == JSON(id) && accepted.json["state"] == "accepted")
      #expect(accepted.json["acceptedAt"] == "2026-11-24T09:30:00+08:00")
      // Ten working days from the next one, until the office closes.
      #expect(accepted.json["dueAt"]?.text?.hasPrefix("2026-12-08T") == true)
      #expect(accepted.json["owner"]?["name"] == "安和社区")
      #expect(accepted.header("ETag") == "\"1\"")

      let order = "/api/orders/\(id)"
      let sent = try await panjing.post("\(order)/dispatch")
      #expect(sent.status == 200 && sent.json["state"] == "dispatched")
      #expect(sent.json["owner"]?["unit"] == JSON(town.land.civilAffairs.id))

      let wuhao = try await town.script(Cast.wuhao.user)
      let fanwei = try await town.script(Cast.fanwei.user)
      #expect(try await wuhao.get("/api/orders?list=unit").json["items"]?.items?.map { $0["id"] } == [JSON(id)])
      #expect(try await fanwei.get("/api/orders").json["items"] == [])
      #expect(try await fanwei.get(order).status == 404, "medical insurance must never see her allowance")
      #expect(try await fanwei.post("\(order)/receipt").status == 404)

      #expect(try await wuhao.post("\(order)/closure", ["result": "已批"]).status == 409, "not signed for yet")
      #expect(try await wuhao.post("\(order)/receipt").json["state"] == "handling")
      town.pass(.minutes(20))
      let closed = try await wuhao.post("\(order)/closure", ["result": "已批，下月起发放"])
      #expect(closed.status == 200 && closed.json["state"] == "closed")
      #expect(closed.json["closedAt"] == "2026-11-24T09:50:00+08:00")

      let again = try await wuhao.post("\(order)/closure", ["result": "再批一次"])
      #expect(again.status == 409 && again.header("Content-Type") == "application/problem+json")
      #expect(again.json["detail"]?.text?.contains("2026-11-24") == true, "the reason in words")

      let view = try await panjing.get(order).json
      #expect(view["acts"]?.items?.map { $0["verb"] } == ["accept", "dispatch", "signFor", "close"])
      #expect(view["materials"]?.items?.filter { $0["seen"] == true }.map { $0["name"] } == ["身份证"])

      let counts = try await panjing.get("/api/statistics?by=kind,item&from=2026-11-01&to=2026-11-30").json["rows"]
      let rows = counts?.items?.filter { $0["item"]?.text == Town.allowance } ?? []
      let byKind = Dictionary(uniqueKeysWithValues: rows.map { ($0["kind"]?.text ?? "", $0["count"]?.integer ?? 0) })
      #expect(byKind["matter"] == 1 && byKind["closed"] == 1 && byKind["closedSameDay"] == 1)
      #expect(
        try await town.events(of: id) == ["order.accepted", "order.dispatched", "order.signedFor", "order.closed"])
      #expect(try await town.findings() == [])
    }
  }

  @Test(arguments: Engine.allCases)
  func `the same on the pages, by forms, without a script`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let window = Browser(town)
      #expect(try await window.signIn(Cast.panjing.user).location == "/")
      #expect(try await window.get("/").location == "/counter")
      #expect(try await window.get("/counter?q=ly").text.contains("刘桂芳"))
      let counter = try await window.get("/counter?q=ly&person=\(town.liuyi)")
      #expect(counter.text.contains("高龄津贴"), "what she may be entitled to is suggested")
      #expect(!counter.text.contains(Cast.liuguifang.idNumber) && !counter.text.contains(Cast.liuguifang.phone))
      let form = try Form("/orders", in: counter)
      let accepted = try await window.post(
        "/orders",
        [
          "id": form["id"], "item": Town.allowance, "person": town.liuyi.description, "channel": "window",
          "idempotencyKey": form["idempotencyKey"], "deed": "accept",
        ], csrf: form["csrf"])
      let order = try #require(accepted.location)
      #expect(order == "/orders/\(form["id"])")

      let page = try await window.get(order)
      let dispatch = try Form("\(order)/dispatch", in: page)
      #expect(dispatch["ifMatch"] == "\"1\"")
      #expect(try await window.post(dispatch).location == order)

      let office = Browser(town, from: "198.51.100.9")
      try await office.signIn(Cast.wuhao.user)
      #expect(try await office.get("/orders").text.contains("刘桂芳"))
      #expect(try await office.post(Form("\(order)/receipt", in: office.get(order))).location == order)
      var close = try Form("\(order)/closure", in: try await office.get(order))
      close["result"] = "已批，下月起发放"
      #expect(try await office.post(close).location == order)
      let done = try await office.get(order)
      #expect(done.text.contains("已批，下月起发放"))
      #expect(try await window.get("/statistics").text.contains("高龄津贴"))
      #expect(try await town.findings() == [])
    }
  }
}

/// The form of a page that goes to an address, with its fields' values.
struct Form: Sendable {
  let action: String
  private var fields: [String: String] = [:]
  struct Missing: Error { let action: String }

  init(_ action: String, in reply: Reply) throws {
    self.action = action
    let text = reply.text
    guard let start = text.range(of: "action=\"\(action)\""),
      let end = text.range(of: "</form>", range: start.upperBound..<text.endIndex)
    else { throw Missing(action: action) }
    let inner = String(text[start.upperBound..<end.lowerBound])
    for match in inner.matches(of: /name="(\w+)"(?: type="hidden")? value="([^"]*)"/) {
      fields[String(match.1)] = Self.plain(String(match.2))
    }
  }

  subscript(_ name: String) -> String {
    get { fields[name] ?? "" }
    set { fields[name] = newValue }
  }
  /// All fields but the session's word.
  var sent: [(String, String)] { fields.filter { $0.key != "csrf" }.sorted { $0.key < $1.key } }

  private static func plain(_ text: String) -> String {
    text.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }
}

extension Browser {
  func post(_ form: Form) async throws -> Reply {
    try await post(form.action, pairs: form.sent, csrf: form["csrf"])
  }
}
