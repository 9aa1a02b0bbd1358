import Access
import HTTPTypes
import Hummingbird
import Kernel
import Organisation
import Store

/// One's own account: password, sessions, how the pages look.
struct AccountRoutes: Sendable {
  let surroundings: Surroundings
  let frame: Frame
  private let slow = HashingLane()

  init(surroundings: Surroundings, frame: Frame) {
    self.surroundings = surroundings
    self.frame = frame
  }

  var endpoints: [Endpoint] {
    [
      .read(Operation("account", .get, PageLinks.account, .ownAccount, for: .page, "Own account"), page),
      .write(
        Operation(
          "setLook", .post, PageLinks.accountLook, .ownAccount, for: .page, "How pages look",
          body: [
            .init("theme", .choice(["system", "light", "dark"])), .init("size", .choice(["normal", "large"])),
            .init("language", .choice(["zh-CN", "en"])), .init("keys", .choice(["on", "off"])),
          ]), setLook),
      .write(
        Operation("endOtherSessions", .post, PageLinks.otherSessionsEnd, .ownAccount, for: .page, "", body: []),
        endOthers),
      .write(Operation("endSession", .post, PageLinks.sessionEnd, .ownAccount, for: .page, "", body: []), end),
      .read(Operation("passwordPage", .get, PageLinks.password, .ownAccount, for: .page, "New password")) { call in
        .page("password", try passwordContext(call.grant, wrong: [:], call.language))
      },
      .direct(
        Operation(
          "changePassword", .post, PageLinks.password, .ownAccount, for: .page, "Set a new password",
          body: [.init("old", .text(max: 1000)), .init("new", .text(max: 1000)), .init("again", .text(max: 1000))]),
        changePassword),
    ]
  }

  private func page(_ call: Call) throws -> Answer {
    let account = try call.grant.account()
    var key: Int64?
    if case .session(let own, _)? = call.grant.actor?.credential { key = own }
    let lines = try SessionStore.lines(
      of: account.key, current: key, limits: surroundings.signIn.limits, now: call.occasion.now, in: call.session)
    let english = call.language == .en
    return .page(
      "account",
      [
        "me": [
          "name": .string(account.name), "user": .string(account.login),
          "posts": .array(
            (call.grant.actor?.assignments ?? []).map {
              [
                "role": .string(call.say(Phrase("role.\($0.role.rawValue)"))),
                "unit": .string(english ? $0.unit.nameEn : $0.unit.name),
                "until": .string(english ? $0.place.nameEn : $0.place.name),
              ]
            }),
        ],
        "themes": choices("theme", ["system", "light", "dark"], account.theme, call),
        "sizes": choices("size", ["normal", "large"], account.letterSize, call),
        "languages": .array(
          Language.allCases.map {
            [
              "value": .string($0.tag), "label": .string(surroundings.texts.say("frame.languageName", $0)),
              "chosen": .bool($0 == call.language),
            ]
          }),
        "keys": choices("keys", ["on", "off"], account.singleKeys ? "on" : "off", call),
        "sessions": .array(lines.map { line(of: $0, call) }), "others": .bool(lines.count > 1),
      ])
  }

  private func line(of session: SessionLine, _ call: Call) -> JSON {
    let seen = Words.moment(
      session.seenAt, today: call.occasion.today, zone: call.occasion.zone, call.texts, call.language)
    return [
      "device": .string(Device.name(session.agent, call.texts, call.language)),
      "line": .string(call.say(Phrase("account.lastSeen", ["time": seen]))), "own": .bool(session.current),
      "action": .string(PageLinks.sessionEnd.link(session.id)),
    ]
  }

  private func choices(_ kind: String, _ words: [String], _ chosen: String, _ call: Call) -> JSON {
    .array(
      words.map {
        [
          "value": .string($0), "label": .string(call.say(Phrase("account.\(kind)Choice.\($0)"))),
          "chosen": .bool($0 == chosen),
        ]
      })
  }

  private func setLook(_ call: Call) throws -> Answer {
    try AssignmentStore.setLook(
      of: call.grant.account().key, language: call.body.text("language") == "en" ? "en" : "zh",
      theme: call.body.text("theme") ?? "system", letterSize: call.body.text("size") ?? "normal",
      singleKeys: call.body.text("keys") != "off", in: call.session)
    var answer = Answer.seeOther(PageLinks.account.link)
    let word = call.body.text("language") == "en" ? "en" : "zh"
    answer.headers[.setCookie] =
      SignInRoutes.cookie(Envelope.languageCookie, word, secure: surroundings.settings.tls, seconds: 31_536_000)
      .description
    return answer
  }

  private func end(_ call: Call) throws -> Answer {
    let id = try call.pathID()
    guard try surroundings.signIn.endElsewhere(id, call.grant, occasion: call.occasion, in: call.session) else {
      throw Failure.notFound
    }
    return .seeOther(PageLinks.account.link)
  }

  private func endOthers(_ call: Call) throws -> Answer {
    _ = try surroundings.signIn.endElsewhere(nil, call.grant, occasion: call.occasion, in: call.session)
    return .seeOther(PageLinks.account.link)
  }

  private func changePassword(_ call: DirectCall) async throws -> Response {
    let account = try call.grant.account()
    let (old, new) = (call.body.text("old") ?? "", call.body.text("new") ?? "")
    let (signIn, address, now) = (surroundings.signIn, call.envelope.address, call.occasion.now)
    let attempt = try await surroundings.database.write {
      try signIn.attempt(login: account.login, address: address, now: now, in: $0)
    }
    guard attempt.wait == 0 else { throw Failure(.tooMany, "problem.tooMany", retryAfter: attempt.wait) }
    var wrong: [String: Phrase] = [:]
    if call.body.text("again") != new { wrong["again"] = "password.differs" }
    if let objection = Password.objection(to: new, login: account.login) { wrong["new"] = objection }
    if new == old { wrong["new"] = "password.same" }
    if try await !slow.run({ Password.matches(old, hash: attempt.hash) }) { wrong["old"] = "password.wrong" }
    guard wrong.isEmpty else {
      let context = try passwordContext(call.grant, wrong: wrong, call.language)
      return try frame.response(
        .page("password", context, status: .unprocessableContent), actor: call.grant.actor, language: call.language,
        envelope: call.envelope, occasion: call.occasion)
    }
    let fresh = try await slow.run { try Password.hash(new) }
    let (grant, occasion) = (call.grant, call.occasion)
    let secret = try await surroundings.database.write {
      try signIn.changePassword(hash: fresh, grant, occasion: occasion, in: $0)
    }
    var response = Response(status: .seeOther, headers: [.location: PageLinks.home.link])
    response.setCookie(SignInRoutes.cookie(Envelope.sessionCookie, secret.text, secure: call.envelope.secure))
    return response
  }

  private func passwordContext(_ grant: Grant, wrong: [String: Phrase], _ language: Language) throws -> [String: JSON] {
    let texts = surroundings.texts
    let said = wrong.mapValues { JSON.string(texts.say($0, language)) }
    return [
      "first": .bool(try grant.account().passwordDue), "wrong": .object(said),
      "wrongTitle": said.isEmpty
        ? .null : .string(texts.say(Phrase("say.wrongCount", ["count": "\(said.count)"]), language)),
      "wrongList": .array(said.sorted { $0.key < $1.key }.map { ["href": .string("#\($0.key)"), "text": $0.value] }),
    ]
  }
}
