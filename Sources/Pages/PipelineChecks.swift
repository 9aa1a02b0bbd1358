import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Organisation
import Store

extension Pipeline {
  /// Who sends the request, and whether her session's time has to be noted.
  func who(_ prepared: Prepared, in session: any Session) throws -> (actor: Actor?, stale: Bool) {
    let found = try surroundings.actor(by: prepared.envelope.credential, prepared.occasion, in: session)
    if found == nil, case .token = prepared.envelope.credential { throw Failure(.notSignedIn, "problem.badToken") }
    return (found?.actor, found?.stale ?? false)
  }

  /// A browser sends its cookie with forms that another site made; only our own forms know the session's word.
  func checkForgery(_ prepared: Prepared, _ actor: Actor?) throws {
    guard case .session(_, let csrf)? = actor?.credential else { return }
    let given = prepared.body.csrf ?? prepared.request.headers[.csrfToken] ?? ""
    guard given.utf8.elementsEqual(csrf.utf8) else { throw Failure(.forbidden, "problem.forgery") }
  }

  /// The version that the reader saw; nil where none is named. - Throws: `badRequest` for what is no entity tag of ours.
  func ifMatch(_ prepared: Prepared) throws -> Int? {
    guard let text = prepared.body.ifMatch ?? prepared.request.headers[.ifMatch], text != "*" else { return nil }
    guard let expression = try? Regex(OpenAPI.entityTag), text.wholeMatch(of: expression) != nil,
      let version = Int(text.filter { $0 != "\"" })
    else { throw Failure(.badRequest, "problem.badMatch") }
    return version
  }

  func language(_ prepared: Prepared, _ actor: Actor?) -> Language {
    if prepared.envelope.languageChosen || actor == nil { return prepared.envelope.language }
    // A script says with its header what it reads; a person's account keeps it.
    if case .token = actor?.credential { return prepared.envelope.language }
    return actor.flatMap { Language(rawValue: $0.account.language) } ?? prepared.envelope.language
  }

  func call(_ prepared: Prepared, _ grant: Grant, ifMatch: Int? = nil, in session: any Session) -> Call {
    let newID = prepared.occasion.newID
    return Call(
      session: session, grant: grant, occasion: prepared.occasion, query: prepared.query, body: prepared.body.input,
      ifMatch: ifMatch, language: language(prepared, grant.actor), texts: surroundings.texts,
      freshKey: { newID().description }, fragment: prepared.envelope.fragment, path: prepared.envelope.path,
      audience: prepared.operation.audience, parameter: prepared.parameter)
  }

  /// A designed answer for whatever went wrong. Only what is nobody's doing is logged, without any value of the request.
  func failed(_ error: any Error, _ operation: Operation, _ envelope: Envelope, _ occasion: Occasion) async -> Response
  {
    let failure = Problem.failure(for: error)
    let reference = occasion.requestID.reference
    if failure.kind == .broken || failure.kind == .unavailable {
      surroundings.logger.error(
        "request failed",
        metadata: [
          "reference": "\(reference)", "operation": "\(operation.id)", "error": "\(Problem.forLog(error))",
        ])
    }
    if failure.kind == .notSignedIn, operation.audience == .page, envelope.fragment == nil {
      let next = operation.method == .get ? envelope.path : nil
      return Response(
        status: .seeOther, headers: [.location: PageLinks.signIn.link(query: ["next": next])])
    }
    let answer = Problem.answer(
      failure, operation.audience, texts: surroundings.texts, language: envelope.language, reference: reference)
    do {
      let actor = await actorForFrame(envelope, occasion)
      return try frame.response(
        answer, actor: actor, language: envelope.language, envelope: envelope, occasion: occasion)
    } catch {
      return Response(status: .internalServerError, body: .init(byteBuffer: ByteBuffer(string: reference)))
    }
  }

  private func actorForFrame(_ envelope: Envelope, _ occasion: Occasion) async -> Actor? {
    guard case .session = envelope.credential else { return nil }
    return try? await surroundings.database.read {
      try surroundings.actor(by: envelope.credential, occasion, in: $0)?.actor
    }
  }

  /// The headers of every answer (OWASP Secure Headers; the policy allows no inline script or style).
  func dress(_ response: inout Response, _ occasion: Occasion) {
    response.headers[.requestReference] = occasion.requestID.reference
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[HTTPField.Name("Referrer-Policy")!] = "same-origin"
    response.headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin"
    response.headers[HTTPField.Name("Permissions-Policy")!] = "camera=(), microphone=(), geolocation=()"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if surroundings.settings.tls { response.headers[.strictTransportSecurity] = "max-age=31536000" }
  }
}

extension EntityID {
  /// The reference number that a user can read out on the phone: twelve of the id's random digits in groups.
  package var reference: String {
    let digits = description.replacing("-", with: "").uppercased().suffix(12)
    return [digits.prefix(4), digits.dropFirst(4).prefix(4), digits.suffix(4)].joined(separator: "-")
  }
}

extension Surroundings {
  /// Who comes with a credential, and whether her session's time has to be noted; nil for one that is not valid now.
  func actor(by credential: Envelope.Credential, _ occasion: Occasion, in session: any Session) throws
    -> (actor: Actor, stale: Bool)?
  {
    switch credential {
    case .none: nil
    case .session(let secret):
      try SessionStore.actor(secret: secret, limits: signIn.limits, occasion: occasion, in: session)
    case .token(let secret):
      try TokenStore.actor(secret: secret, occasion: occasion, in: session).map { ($0, false) }
    }
  }
}
