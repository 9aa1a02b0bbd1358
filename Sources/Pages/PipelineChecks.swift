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
    switch prepared.envelope.credential {
    case .none: return (nil, false)
    case .session(let secret):
      let found = try SessionStore.actor(
        secret: secret, limits: surroundings.signIn.limits, occasion: prepared.occasion, in: session)
      return (found?.actor, found?.stale ?? false)
    case .token(let secret):
      guard let actor = try TokenStore.actor(secret: secret, occasion: prepared.occasion, in: session) else {
        throw Failure(.notSignedIn, "problem.badToken")
      }
      return (actor, false)
    }
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
    guard case .session(let secret) = envelope.credential else { return nil }
    let limits = surroundings.signIn.limits
    return try? await surroundings.database.read {
      try SessionStore.actor(secret: secret, limits: limits, occasion: occasion, in: $0)?.actor
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
