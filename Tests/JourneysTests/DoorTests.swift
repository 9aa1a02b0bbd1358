import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Pages

/// Coming in, staying, going out.
@Suite(.serialized) struct `The door` {
  @Test(arguments: Engine.allCases)
  func `a wrong password is refused in the same words as an unknown name`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let wrong = try await Browser(town).signIn(Cast.panjing.user, "nicht das Passwort")
      let unknown = try await Browser(town).signIn("nobody-at-all", "nicht das Passwort")
      #expect(wrong.status == 422 && unknown.status == 422)
      func said(_ reply: Reply) -> String? {
        reply.text.firstMatch(of: /role="alert">(.*?)<\/div><\/div>/).map { String($0.1) }
      }
      #expect(said(wrong) != nil && said(wrong) == said(unknown))
      #expect(!wrong.text.contains("nicht das Passwort"))
      #expect(wrong.cookie("quanke_session") == nil)
    }
  }

  @Test(arguments: Engine.allCases)
  func `whoever guesses has to wait, and nobody else does`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let stranger = Browser(town, from: "203.0.113.66")
      for _ in 1...5 { #expect(try await stranger.signIn(Cast.panjing.user, "guess-guess").status == 422) }
      let waits = try await stranger.signIn(Cast.panjing.user, "guess-guess")
      #expect(waits.status == 429)
      #expect(waits.header("Retry-After").flatMap { Int($0) }.map { $0 > 0 } == true)
      #expect(try await stranger.signIn(Cast.panjing.user).status == 429, "even with the right one")
      #expect(try await Browser(town).signIn(Cast.panjing.user).status == 303, "she herself comes in from elsewhere")
      #expect(try await stranger.signIn(Cast.suyan.user).status == 303, "another name from there too")
      town.pass(.minutes(16))
      #expect(try await stranger.signIn(Cast.panjing.user).status == 303)
    }
  }

  @Test func `an address that a stranger claims counts for nothing`() async throws {
    try await Town.story(on: .sqlite) { town async throws in
      for number in 1...5 {
        let liar = Browser(town, from: "203.0.113.66", headers: [.forwardedFor: "203.0.113.\(number)"])
        #expect(try await liar.signIn(Cast.panjing.user, "guess-guess").status == 422)
      }
      #expect(try await Browser(town, from: "203.0.113.66").signIn(Cast.panjing.user).status == 429)
      let behindProxy = Browser(town, from: "192.0.2.1", headers: [.forwardedFor: "203.0.113.66"])
      #expect(try await behindProxy.signIn(Cast.panjing.user).status == 429, "the proxy's word is believed")
    }
  }

  @Test(arguments: Engine.allCases)
  func `a session's cookie is for the browser alone, and worth nothing after signing out`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let browser = Browser(town)
      let reply = try await browser.signIn(Cast.panjing.user, next: "/orders?view=handled")
      #expect(reply.location == "/orders?view=handled")
      let line = try #require(reply.headers[values: .setCookie].first { $0.hasPrefix("quanke_session=") })
      #expect(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
      #expect(try await Browser(town).signIn(Cast.panjing.user, next: "https://evil.example/").location == "/")
      #expect(try await Browser(town).signIn(Cast.panjing.user, next: "//evil.example/").location == "/")

      let secret = browser.cookie("quanke_session")
      let account = try await browser.get("/account")
      #expect(try await browser.post(Form("/sign-out", in: account)).isSentToDoor)
      #expect(browser.cookie("quanke_session") == nil)
      browser.set("quanke_session", secret)
      #expect(try await browser.get("/orders").isSentToDoor)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a session ends when nobody uses it for an hour, and after twelve hours in any case`(engine: Engine)
    async throws
  {
    try await Town.story(on: engine) { town in
      let (idle, _) = try await town.browser(Cast.panjing.user)
      let (busy, _) = try await town.browser(Cast.suyan.user)
      for _ in 1...14 {
        town.pass(.minutes(50))
        #expect(try await busy.get("/orders").status == 200)
      }
      #expect(try await idle.get("/orders").isSentToDoor)
      town.pass(.minutes(25))
      #expect(try await busy.get("/orders").isSentToDoor)
    }
  }

  @Test(arguments: Engine.allCases)
  func `one sees one's sessions and ends another of them`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let (desk, csrf) = try await town.browser(Cast.panjing.user)
      let (phone, _) = try await town.browser(Cast.panjing.user)
      let (other, _) = try await town.browser(Cast.suyan.user)
      let account = try await desk.get("/account")
      let (mine, lost, foreign) = (
        try await town.session(of: desk), try await town.session(of: phone), try await town.session(of: other)
      )
      #expect(account.text.contains("\(lost)") && !account.text.contains("\(foreign)"))
      #expect(!account.text.contains("/account/sessions/\(mine)/end"), "the one in use is ended by signing out")
      #expect(try await desk.post("/account/sessions/\(foreign)/end", [:], csrf: csrf).status == 404)
      #expect(try await other.get("/account").status == 200)
      #expect(try await desk.post("/account/sessions/\(lost)/end", [:], csrf: csrf).location == "/account")
      #expect(try await phone.get("/account").isSentToDoor)
      let (third, _) = try await town.browser(Cast.panjing.user)
      #expect(try await desk.post("/account/sessions/others", [:], csrf: csrf).location == "/account")
      #expect(try await third.get("/account").isSentToDoor)
      #expect(try await desk.get("/account").status == 200)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a first password is changed before anything else, which ends other sessions and tokens`(engine: Engine)
    async throws
  {
    try await Town.story(on: engine) { town in
      let token = try await town.script(Cast.panjing.user)
      let (earlier, _) = try await town.browser(Cast.panjing.user)
      _ = try await town.database.write {
        try $0.execute("UPDATE account SET password_due = 1 WHERE login = \(Cast.panjing.user)")
      }
      let browser = Browser(town)
      try await browser.signIn(Cast.panjing.user)
      let secret = browser.cookie("quanke_session")
      #expect(try await browser.get("/").location == "/account/password")
      #expect(try await browser.get("/counter").status == 403)
      var form = try Form("/account/password", in: try await browser.get("/account/password"))
      (form["old"], form["new"], form["again"]) = (Town.password, "panjing12345", "panjing12345")
      #expect(try await browser.post(form).status == 422, "her own name is no password")
      (form["new"], form["again"]) = ("河岸的灯一盏一盏亮了", "河岸的灯一盏一盏亮着")
      #expect(try await browser.post(form).status == 422, "typed differently")
      form["again"] = form["new"]
      #expect(try await browser.post(form).location == "/")
      #expect(browser.cookie("quanke_session") != secret, "the session has a new secret")
      #expect(try await browser.get("/").location == "/counter")
      #expect(try await earlier.get("/counter").isSentToDoor)
      #expect(try await token.get("/api/orders").status == 401)
      #expect(try await Browser(town).signIn(Cast.panjing.user).status == 422)
      #expect(try await Browser(town).signIn(Cast.panjing.user, "河岸的灯一盏一盏亮了").status == 303)
    }
  }

  @Test func `the demo's door opens by a click, a real one never`() async throws {
    try await Town.story(on: .sqlite, demo: true) { town in
      let browser = Browser(town)
      let door = try await browser.get("/sign-in")
      #expect(door.text.contains(#"value="panjing""#))
      #expect(try await browser.post("/sign-in", ["demo": "panjing"], csrf: door.csrf).status == 303)
      #expect(try await browser.post("/sign-in", ["demo": "here-auditor"], csrf: door.csrf).status == 404)
    }
    try await Town.story(on: .sqlite) { town in
      let browser = Browser(town)
      let door = try await browser.get("/sign-in")
      #expect(!door.text.contains("name=\"demo\""))
      #expect(try await browser.post("/sign-in", ["demo": "panjing"], csrf: door.csrf).status == 404)
    }
  }

  @Test func `a token ends on its day and is no token after a change of a letter`() async throws {
    try await Town.story(on: .sqlite) { town in
      let script = try await town.script(Cast.panjing.user)
      #expect(try await script.get("/api/orders").status == 200)
      let token = try #require(script.token)
      #expect(try await Script(town: town, token: String(token.dropLast())).get("/api/orders").status == 401)
      #expect(try await Script(town: town, token: "qk_").get("/api/orders").status == 401)
      #expect(try await Script(town: town, token: token.uppercased()).get("/api/orders").status == 401)
      town.pass(.days(30))
      #expect(try await script.get("/api/orders").status == 401)
    }
  }
}
