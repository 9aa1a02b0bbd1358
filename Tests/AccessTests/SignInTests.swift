import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Trust

@testable import Access

/// Passwords, sessions, tokens, and how guessing is slowed.
@Suite struct `Signing in` {
  @Test func `a password is kept as Argon2id with its own parameters`() throws {
    let hash = try Password.hash("河岸的灯一盏一盏亮了")
    // RFC 9106's text form: 64 MiB, as docs say.
    #expect(hash.contains(/^\$argon2id\$v=19\$m=65536,t=\d+,p=1\$[^$]+\$[^$]+$/))
    #expect(try hash != Password.hash("河岸的灯一盏一盏亮了"), "each with its own salt")
    #expect(Password.matches("河岸的灯一盏一盏亮了", hash: hash))
    #expect(!Password.matches("河岸的灯一盏一盏亮", hash: hash))
    #expect(!Password.matches("", hash: hash) && !Password.matches("x", hash: nil) && !Password.matches("", hash: nil))
    #expect(!Password.matches("x", hash: "no hash"))
  }

  @Test(arguments: [
    ("short", "password.short"), ("九个字的密码不够长", "password.short"), ("1234567890", "password.known"),
    ("xx-PanJing-xx", "password.known"), ("aaaaaaaaaaaa", "password.known"), ("ababababab", "password.known"),
  ])
  func `a bad password is refused with the reason`(password: String, reason: String) {
    #expect(Password.objection(to: password, login: "panjing")?.key == reason)
  }

  @Test func `a long sentence is a good password, an endless one isn't taken`() {
    #expect(Password.objection(to: "河岸的灯一盏一盏亮了", login: "panjing") == nil)
    #expect(Password.objection(to: "correct horse battery", login: "panjing") == nil)
    #expect(Password.objection(to: String(repeating: "河岸", count: 43), login: "panjing")?.key == "password.long")
  }

  @Test(arguments: Engine.allCases)
  func `a session lives while it is used, and not for ever`(engine: Engine) async throws {
    try await Offices.story(on: engine) { offices in
      let (account, post) = try await offices.account("panjing")
      let limits = SessionLimits(idleMinutes: 10, absoluteHours: 1)
      let (secret, csrf) = (Secret(), Secret())
      try await offices.database.write { session in
        try SessionStore.begin(
          account: account, chosen: post, agent: "Test", occasion: .at(Offices.morning), secret: secret, csrf: csrf,
          in: session)
        func actor(_ minutes: Int64, _ word: String = secret.text) throws -> Actor? {
          let now = Offices.morning + .minutes(minutes)
          guard let found = try SessionStore.actor(secret: word, limits: limits, occasion: .at(now), in: session) else {
            return nil
          }
          if found.stale, case .session(let key, _) = found.actor.credential {
            try SessionStore.touch(key: key, now: now, in: session)
          }
          return found.actor
        }
        let first = try #require(try actor(0))
        #expect(first.account == account && first.chosen == post)
        guard case .session(let key, csrf.text) = first.credential else { throw Failure.notFound }
        #expect(try actor(0, "another word") == nil)
        for minute in stride(from: Int64(9), to: 60, by: 9) { #expect(try actor(minute) != nil, "\(minute)") }
        #expect(try actor(61) == nil, "an hour has passed")
        #expect(try actor(54) != nil)
        let fresh = Secret()
        try SessionStore.rotate(key: key, secret: fresh, csrf: Secret(), now: Offices.morning, in: session)
        #expect(try actor(54) == nil && actor(54, fresh.text) != nil, "the old secret is worth nothing")
        try SessionStore.end(key: key, now: Offices.morning, in: session)
        #expect(try actor(54, fresh.text) == nil)
        let kept: [Data] = try session.all("SELECT secret_digest FROM session").map { try $0["secret_digest"] }
        #expect(kept == [Secret.digest(of: fresh.text)], "the database keeps the digest alone")
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a token has a scope and an end`(engine: Engine) async throws {
    try await Offices.story(on: engine) { offices in
      let (account, post) = try await offices.account("panjing")
      let (narrow, wide) = (Secret(), Secret())
      try await offices.database.write { session in
        for (secret, scope) in [(narrow, [AccessAction.listOrders]), (wide, [])] {
          _ = try TokenStore.create(
            account: account, assignment: post, scope: scope, days: 7, occasion: .at(Offices.morning), secret: secret,
            in: session)
        }
        func actor(_ secret: Secret, _ span: Span) throws -> Actor? {
          try TokenStore.actor(
            secret: TokenStore.prefix + secret.text, occasion: .at(Offices.morning + span), in: session)
        }
        guard case .token(_, let scope)? = try actor(narrow, .zero)?.credential else { throw Failure.notFound }
        #expect(scope == [.listOrders])
        guard case .token(_, nil)? = try actor(wide, .zero)?.credential else { throw Failure.notFound }
        #expect(try actor(wide, .days(7) - .seconds(1)) != nil && actor(wide, .days(7)) == nil)
        #expect(
          try TokenStore.actor(secret: wide.text, occasion: .at(Offices.morning), in: session) == nil, "no prefix")
        try TokenStore.endAll(of: account.key, now: Offices.morning, in: session)
        #expect(try actor(narrow, .zero) == nil && actor(wide, .zero) == nil)
      }
    }
  }

  @Test func `a token of a scope that this program doesn't know may do nothing`() async throws {
    try await Offices.story(on: .sqlite) { offices in
      let (account, post) = try await offices.account("panjing")
      let secret = Secret()
      let actor = try await offices.database.write { session in
        _ = try TokenStore.create(
          account: account, assignment: post, scope: [.listOrders], days: 7, occasion: .at(Offices.morning),
          secret: secret, in: session)
        try session.execute("UPDATE api_token SET scope = 'visit.create'")
        return try TokenStore.actor(
          secret: TokenStore.prefix + secret.text, occasion: .at(Offices.morning), in: session)
      }
      let access = Access(table: try AccessTable.standard())
      for action in [AccessAction.listOrders, .ownAccount, .readCatalogue] {
        #expect(throws: Failure.self) { try access.grant(action, to: actor, at: Offices.today) }
      }
    }
  }
}
