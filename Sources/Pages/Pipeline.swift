import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Organisation
import Store
import Trust

/// The one way of every request: who, may she, the fields, the transaction, the answer.
package struct Pipeline: Sendable {
  let surroundings: Surroundings
  let frame: Frame
  let metrics: Metrics
  private let inFlight = InFlight()

  /// What a transaction gave, and for whom its page is drawn.
  struct Outcome: Sendable {
    var answer: Answer
    var actor: Actor?
    var language: Language
    /// The session's last request was so long ago that this one has to be noted.
    var stale = false
  }

  package init(surroundings: Surroundings, menu: [MenuEntry], metrics: Metrics) {
    self.surroundings = surroundings
    self.metrics = metrics
    frame = Frame(surroundings: surroundings, menu: menu)
  }

  /// Answers a request; whatever goes wrong becomes a designed answer with a reference number.
  package func respond(_ endpoint: Endpoint, _ request: Request, peer: String?, parameter: String?) async -> Response {
    let occasion = Occasion.at(surroundings.now(), zone: surroundings.zone)
    let envelope = Envelope(request, peer: peer, settings: surroundings.settings)
    let started = ContinuousClock.now
    let cost = QueryCost()
    var response: Response
    do {
      response = try await Database.$cost.withValue(cost) {
        try await work(endpoint, request, envelope, occasion, parameter)
      }
    } catch {
      response = await failed(error, endpoint.operation, envelope, occasion)
    }
    dress(&response, occasion)
    metrics.note(endpoint.operation.id, response.status.code, ContinuousClock.now - started, cost)
    return response
  }

  private func work(
    _ endpoint: Endpoint, _ request: Request, _ envelope: Envelope, _ occasion: Occasion, _ parameter: String?
  ) async throws -> Response {
    let operation = endpoint.operation
    let query = try FormFields.input(FormFields.parse(request.uri.query ?? ""), operation.query, query: true)
    let body = operation.writes ? try await BodyReader.read(request, operation) : ReadBody()
    let prepared = Prepared(
      endpoint: endpoint, request: request, envelope: envelope, occasion: occasion, query: query, body: body,
      parameter: parameter)
    switch endpoint.work {
    case .read(let handler):
      let outcome = try await surroundings.database.read { try read(prepared, handler, in: $0) }
      return try await finish(outcome, prepared)
    case .write(let handler, let onFailure):
      return try await finish(write(prepared, handler, onFailure), prepared)
    case .direct(let handler): return try await direct(prepared, handler)
    }
  }

  private func read(_ prepared: Prepared, _ handler: Endpoint.Body, in session: any Session) throws -> Outcome {
    let (actor, stale) = try who(prepared, in: session)
    let grant = try surroundings.access.grant(prepared.operation.action, to: actor, at: prepared.occasion.today)
    let call = call(prepared, grant, in: session)
    return Outcome(answer: try handler(call), actor: actor, language: call.language, stale: stale)
  }

  private func write(
    _ prepared: Prepared, _ handler: @escaping Endpoint.Body,
    _ onFailure: (@Sendable (Call, Failure) throws -> Answer?)?
  ) async throws -> Outcome {
    let key = prepared.body.idempotencyKey ?? prepared.request.headers[.idempotencyKey]
    if let key, key.isEmpty || key.utf8.count > 200 || !key.utf8.allSatisfy({ (33...126).contains($0) }) {
      throw Failure(.badRequest, "problem.badKey")
    }
    let flight = key.map { "\(prepared.envelope.credential) \($0)" }
    if let flight, !inFlight.begin(flight) { throw Failure(.conflict, "problem.stillRunning", retryAfter: 1) }
    defer { flight.map(inFlight.end) }
    return try await surroundings.database.write { session in
      try write(prepared, key, handler, onFailure, in: session)
    }
  }

  private func write(
    _ prepared: Prepared, _ key: String?, _ handler: Endpoint.Body,
    _ onFailure: (@Sendable (Call, Failure) throws -> Answer?)?, in session: any Session
  ) throws -> Outcome {
    let (actor, stale) = try who(prepared, in: session)
    try checkForgery(prepared, actor)
    let grant = try surroundings.access.grant(prepared.operation.action, to: actor, at: prepared.occasion.today)
    var outcome = Outcome(
      answer: Answer(.noContent, .empty), actor: actor, language: language(prepared, actor), stale: stale)
    let keeper = actor.flatMap { actor in
      prepared.operation.keepsAnswer
        ? key.map { Keeper(account: actor.account.key, key: $0, digest: prepared.digest) } : nil
    }
    let kept = KeptAnswers(vault: surroundings.vault)
    if let keeper {
      guard try session.tryLock(.named("answer \(keeper.account) \(keeper.key)")) else {
        throw Failure(.conflict, "problem.stillRunning", retryAfter: 1)
      }
      if let earlier = try kept.answer(keeper, in: session) {
        outcome.answer = earlier
        return outcome
      }
    }
    outcome.answer = try answer(prepared, grant, handler, onFailure, in: session)
    if let keeper { try kept.keep(outcome.answer, keeper, now: prepared.occasion.now, in: session) }
    return outcome
  }

  /// What the handler answers, or the refusal after what it wrote is undone.
  private func answer(
    _ prepared: Prepared, _ grant: Grant, _ handler: Endpoint.Body,
    _ onFailure: (@Sendable (Call, Failure) throws -> Answer?)?, in session: any Session
  ) throws -> Answer {
    var call = call(prepared, grant, in: session)
    do {
      if let refusal = prepared.body.refusal { throw refusal }
      call = self.call(prepared, grant, ifMatch: try ifMatch(prepared), in: session)
      return try session.savepoint { try handler(call) }
    } catch let failure as Failure where failure.kind.rawValue < 500 && failure.kind != .tooMany {
      return try onFailure?(call, failure)
        ?? Problem.answer(
          failure, prepared.operation.audience, texts: surroundings.texts, language: call.language,
          reference: prepared.reference)
    }
  }

  private func direct(_ prepared: Prepared, _ handler: @Sendable (DirectCall) async throws -> Response) async throws
    -> Response
  {
    if let refusal = prepared.body.refusal { throw refusal }
    let found = try await admitted(prepared)
    let (grant, language, actor) = (found.grant, found.language, found.grant.actor)
    if prepared.operation.writes, !prepared.operation.isDoor { try checkForgery(prepared, actor) }
    return try await handler(
      DirectCall(
        grant: grant, occasion: prepared.occasion, envelope: prepared.envelope, request: prepared.request,
        query: prepared.query, body: prepared.body.input, csrf: prepared.body.csrf, language: language,
        parameter: prepared.parameter))
  }

  private struct Admitted: Sendable {
    let grant: Grant
    let language: Language
  }

  /// Who may come in. What anybody may see of the installation needs no database, so that it answers while there is none.
  private func admitted(_ prepared: Prepared) async throws -> Admitted {
    if prepared.operation.action == .readInstallation {
      let grant = try surroundings.access.grant(.readInstallation, to: nil, at: prepared.occasion.today)
      return Admitted(grant: grant, language: prepared.envelope.language)
    }
    return try await surroundings.database.read { session in try admitted(prepared, in: session) }
  }

  private func admitted(_ prepared: Prepared, in session: any Session) throws -> Admitted {
    let (actor, _) = try who(prepared, in: session)
    let grant = try surroundings.access.grant(prepared.operation.action, to: actor, at: prepared.occasion.today)
    return Admitted(grant: grant, language: language(prepared, actor))
  }

  private func finish(_ outcome: Outcome, _ prepared: Prepared) async throws -> Response {
    if outcome.stale, case .session(let key, _)? = outcome.actor?.credential {
      let now = prepared.occasion.now
      try? await surroundings.database.write { try SessionStore.touch(key: key, now: now, in: $0) }
    }
    return try frame.response(
      outcome.answer, actor: outcome.actor, language: outcome.language, envelope: prepared.envelope,
      occasion: prepared.occasion)
  }
}

/// A request whose fields are read, before it is known who sends it.
struct Prepared: Sendable {
  let endpoint: Endpoint
  let request: Request
  let envelope: Envelope
  let occasion: Occasion
  let query: Input
  let body: ReadBody
  let parameter: String?
  var operation: Operation { endpoint.operation }
  var reference: String { occasion.requestID.reference }

  /// What tells this request from another under the same Idempotency-Key: the words that a form carries for itself are
  /// not among it, so that a form sent again after a new sign-in is the same request.
  var digest: Data {
    let content = body.refusal == nil ? JSON.object(body.input.members).canonical : body.bytes
    let head = [operation.method.rawValue, envelope.path, envelope.fragment ?? "", body.ifMatch ?? ""]
    return KeptAnswers.digest(head.joined(separator: "\n"), content)
  }
}
