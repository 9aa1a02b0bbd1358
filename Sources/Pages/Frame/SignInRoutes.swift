import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Organisation
import Store

/// A person whom the demo's sign-in page offers to click on.
package struct DemoRole: Sendable {
  package let group: Phrase
  package let login: String
  package let name: String
  package let what: Phrase

  package init(group: Phrase, login: String, name: String, what: Phrase) {
    self.group = group
    self.login = login
    self.name = name
    self.what = what
  }
}

/// Signing in and out.
struct SignInRoutes: Sendable {
  let surroundings: Surroundings
  let frame: Frame
  let demo: [DemoRole]
  private let slow = HashingLane()

  init(surroundings: Surroundings, frame: Frame, demo: [DemoRole]) {
    self.surroundings = surroundings
    self.frame = frame
    self.demo = demo
  }

  var endpoints: [Endpoint] {
    [
      .direct(
        Operation(
          "signInPage", .get, PageLinks.signIn, .createSession, for: .page, "The door",
          query: [.optional("next", .text(max: 500)), .optional("ended", .choice(["yes"]))]), page),
      .direct(
        Operation(
          "signIn", .post, PageLinks.signIn, .createSession, for: .page, "Come in",
          body: [
            .optional("name", .text(max: 100)), .optional("password", .text(max: 1000)),
            .optional("demo", .text(max: 100)),
            .optional("next", .text(max: 500)),
          ], isDoor: true), enter),
      .direct(Operation("signOut", .post, PageLinks.signOut, .ownAccount, for: .page, "Go out", body: []), leave),
      .direct(
        Operation(
          "chooseLanguage", .post, PageLinks.language, .createSession, for: .page, "Choose the language",
          body: [.init("language", .choice(["zh", "en"])), .optional("return", .text(max: 1000))]), chooseLanguage),
    ]
  }

  private func page(_ call: DirectCall) async throws -> Response {
    try door(call, status: .ok, name: "", failure: nil)
  }

  private func enter(_ call: DirectCall) async throws -> Response {
    guard let door = call.request.cookies[Envelope.doorCookie]?.value, !door.isEmpty, door == call.csrf else {
      return try self.door(call, status: .forbidden, name: "", failure: ("signIn.staleTitle", "signIn.stale"))
    }
    if let login = call.body.text("demo") { return try await enterDemo(login, call) }
    let login = (call.body.text("name") ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    let address = call.envelope.address
    let now = call.occasion.now
    let signIn = surroundings.signIn
    let attempt = try await surroundings.database.write {
      try signIn.attempt(login: login, address: address, now: now, in: $0)
    }
    if attempt.wait > 0 {
      let seconds = ["seconds": "\(attempt.wait)"]
      var response = try self.door(
        call, status: .tooManyRequests, name: login,
        failure: (Phrase("signIn.waitTitle", seconds), "signIn.wait"))
      response.headers[.retryAfter] = "\(attempt.wait)"
      return response
    }
    let password = call.body.text("password") ?? ""
    let matches = try await slow.run { Password.matches(password, hash: attempt.hash) }
    guard matches, let account = attempt.account else {
      let occasion = call.occasion
      try await surroundings.database.write {
        try signIn.failed(attempt, occasion: occasion, in: $0)
      }
      return try self.door(
        call, status: .unprocessableContent, name: login, failure: ("signIn.wrongTitle", "signIn.wrong"))
    }
    return try await begin(account, call)
  }

  private func enterDemo(_ login: String, _ call: DirectCall) async throws -> Response {
    guard surroundings.settings.demo, demo.contains(where: { $0.login == login }),
      let account = try await surroundings.database.read({ try AssignmentStore.account(login: login, in: $0) })
    else { throw Failure.notFound }
    return try await begin(account, call)
  }

  private func begin(_ account: Account, _ call: DirectCall) async throws -> Response {
    let signIn = surroundings.signIn
    let envelope = call.envelope
    let occasion = call.occasion
    let secret = try await surroundings.database.write {
      try signIn.begin(
        account: account, address: envelope.address, agent: envelope.agent, occasion: occasion, in: $0)
    }
    let next = call.body.text("next").flatMap(Self.ownPath) ?? PageLinks.home.link
    var response = Response(status: .seeOther, headers: [.location: next])
    response.setCookie(Self.cookie(Envelope.sessionCookie, secret.text, secure: envelope.secure))
    return response
  }

  private func leave(_ call: DirectCall) async throws -> Response {
    let signIn = surroundings.signIn
    let (grant, occasion) = (call.grant, call.occasion)
    try await surroundings.database.write { try signIn.end(grant, occasion: occasion, in: $0) }
    var response = Response(status: .seeOther, headers: [.location: PageLinks.signIn.link(query: ["ended": "yes"])])
    response.setCookie(Self.cookie(Envelope.sessionCookie, "", secure: call.envelope.secure, seconds: 0))
    return response
  }

  private func chooseLanguage(_ call: DirectCall) async throws -> Response {
    let word = call.body.text("language") ?? Language.zh.rawValue
    if let account = call.grant.actor?.account {
      try await surroundings.database.write {
        try AssignmentStore.setLook(
          of: account.key, language: word, theme: account.theme, letterSize: account.letterSize,
          singleKeys: account.singleKeys, in: $0)
      }
    }
    let back = call.body.text("return").flatMap(Self.ownPath) ?? PageLinks.home.link
    var response = Response(status: .seeOther, headers: [.location: back])
    response.setCookie(Self.cookie(Envelope.languageCookie, word, secure: call.envelope.secure, seconds: 31_536_000))
    return response
  }

  private func door(_ call: DirectCall, status: HTTPResponse.Status, name: String, failure: (Phrase, Phrase)?) throws
    -> Response
  {
    let word = call.request.cookies[Envelope.doorCookie]?.value ?? Secret().text
    let texts = surroundings.texts
    let say = { (phrase: Phrase) -> JSON in .string(texts.say(phrase, call.language)) }
    var groups: [(Phrase, [JSON])] = []
    for role in demo {
      let entry: JSON = ["user": .string(role.login), "name": .string(role.name), "what": say(role.what)]
      if groups.last?.0 == role.group {
        groups[groups.count - 1].1.append(entry)
      } else {
        groups.append((role.group, [entry]))
      }
    }
    let context: [String: JSON] = [
      "name": .string(name), "demo": .bool(surroundings.settings.demo),
      "next": JSON(call.query.text("next") ?? call.body.text("next")),
      "ended": call.query.text("ended") == nil ? .null : say("signIn.ended"),
      "failure": failure.map { ["title": say($0.0), "detail": say($0.1)] } ?? .null,
      "roleGroups": .array(groups.map { ["heading": say($0.0), "roles": .array($0.1)] }),
    ]
    var response = try frame.response(
      .page("sign-in", context, status: status), actor: nil, language: call.language, envelope: call.envelope,
      occasion: call.occasion, doorWord: word)
    response.setCookie(Self.cookie(Envelope.doorCookie, word, secure: call.envelope.secure))
    return response
  }

  static func cookie(_ name: String, _ value: String, secure: Bool, seconds: Int? = nil) -> Cookie {
    Cookie(name: name, value: value, maxAge: seconds, path: "/", secure: secure, httpOnly: true, sameSite: .lax)
  }

  /// A path of this site, or nil: never another site's.
  static func ownPath(_ text: String) -> String? {
    let plain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }
    return plain && text.hasPrefix("/") && !text.hasPrefix("//") ? text : nil
  }
}
