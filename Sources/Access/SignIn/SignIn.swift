import Foundation
import Kernel
import Organisation
import Store
import Trust

/// Signing in and out, each journalled.
package struct SignIn: Sendable {
  package let throttle: Throttle
  package let limits: SessionLimits

  package init(throttle: Throttle = Throttle(), limits: SessionLimits = SessionLimits()) {
    self.throttle = throttle
    self.limits = limits
  }

  /// What a try needs before the slow comparison: the stored hash and the wait.
  package struct Attempt: Sendable {
    package let account: Account?
    package let hash: String?
    package let wait: Int
  }

  /// Counts the try and gives what it needs; a write.
  package func attempt(login: String, address: String, now: Instant, in session: any Session) throws -> Attempt {
    let account = try AssignmentStore.account(login: login, in: session)
    let hash: String?? = try account.map { account in
      try session.value("SELECT password_hash FROM account WHERE account_key = ?1", account.key) ?? nil
    }
    return Attempt(
      account: account, hash: hash ?? nil,
      wait: try throttle.enter(login: login, address: address, now: now, in: session))
  }

  /// Begins a session after the password was found right. Returns the cookie's secret.
  package func begin(account: Account, address: String, agent: String, occasion: Occasion, in session: any Session)
    throws
    -> Secret
  {
    guard
      let chosen = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session).first
    else { throw Failure(.forbidden, "signIn.noPost") }
    try throttle.succeeded(login: account.login, address: address, now: occasion.now, in: session)
    let secret = Secret()
    try SessionStore.begin(
      account: account, chosen: chosen, agent: agent, occasion: occasion, secret: secret, csrf: Secret(), in: session)
    try note("session.began", account: account, assignment: chosen, occasion: occasion, in: session)
    return secret
  }

  /// Notes that somebody failed; the name is not kept, since people type passwords into it.
  package func failed(_ attempt: Attempt, occasion: Occasion, in session: any Session) throws {
    guard let account = attempt.account else { return }
    try note("session.refused", account: account, assignment: nil, occasion: occasion, in: session)
  }

  /// Ends one other session of the own account, or all others.
  /// - Returns: whether there was such a session.
  package func endElsewhere(_ id: EntityID?, _ grant: Grant, occasion: Occasion, in session: any Session) throws -> Bool
  {
    let account = try grant.account()
    guard case .session(let key, _)? = grant.actor?.credential else { throw Failure(.forbidden, "problem.forbidden") }
    if let id {
      guard try SessionStore.end(id: id, of: account.key, now: occasion.now, in: session) else { return false }
    } else {
      try SessionStore.endOthers(of: account.key, but: key, now: occasion.now, in: session)
    }
    try note(
      "session.endedElsewhere", account: account, assignment: grant.actor?.chosen, occasion: occasion, in: session)
    return true
  }

  package func end(_ grant: Grant, occasion: Occasion, in session: any Session) throws {
    guard let actor = grant.actor, case .session(let key, _) = actor.credential else { return }
    try SessionStore.end(key: key, now: occasion.now, in: session)
    try note("session.ended", account: actor.account, assignment: actor.chosen, occasion: occasion, in: session)
  }

  /// Sets the new password, ends all other sessions and all tokens, and gives this session a new secret.
  package func changePassword(hash: String, _ grant: Grant, occasion: Occasion, in session: any Session) throws
    -> Secret
  {
    let account = try grant.account()
    guard case .session(let key, _)? = grant.actor?.credential else { throw Failure(.forbidden, "problem.forbidden") }
    try session.execute(
      "UPDATE account SET password_hash = \(hash), password_due = 0 WHERE account_key = \(account.key)")
    try SessionStore.endOthers(of: account.key, but: key, now: occasion.now, in: session)
    try TokenStore.endAll(of: account.key, now: occasion.now, in: session)
    let secret = Secret()
    try SessionStore.rotate(key: key, secret: secret, csrf: Secret(), now: occasion.now, in: session)
    try note(
      "account.passwordChanged", account: account, assignment: grant.actor?.chosen, occasion: occasion, in: session)
    return secret
  }

  private func note(
    _ action: String, account: Account, assignment: Assignment?, occasion: Occasion, in session: any Session
  ) throws {
    let actor = EventActor(
      accountKey: account.key, accountID: account.id, assignmentID: assignment?.id, unitID: assignment?.unit.id,
      role: assignment?.role.rawValue)
    try Journal.append(
      Event(
        id: occasion.newID(), compartment: .organisation, action: action,
        subject: Subject(kind: "account", id: account.id), actor: actor, placeKey: assignment?.place.key,
        placeCode: assignment?.place.code, happenedAt: occasion.now, recordedAt: occasion.now,
        requestID: occasion.requestID),
      session)
  }
}
