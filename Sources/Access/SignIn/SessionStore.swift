import Foundation
import Kernel
import Organisation
import Store

/// How long a session lives.
package struct SessionLimits: Sendable, Hashable {
  /// Minutes without a request after which it ends: 60 (NIST SP 800-63B-4, 2.2.3: inactivity of at most one hour).
  package var idleMinutes = 60
  /// Hours after which it ends in any case: 12, a long shift (the same section: at most 24).
  package var absoluteHours = 12

  package init() {}
  package init(idleMinutes: Int, absoluteHours: Int) {
    self.idleMinutes = idleMinutes
    self.absoluteHours = absoluteHours
  }
}

/// A session as its owner sees it.
package struct SessionLine: Sendable, Hashable {
  package let id: EntityID
  package let agent: String
  package let createdAt: Instant
  package let seenAt: Instant
  package let current: Bool
}

/// All SQL about sessions.
package enum SessionStore {
  /// Begins a session and gives the secret for its cookie.
  package static func begin(
    account: Account, chosen: Assignment, agent: String, occasion: Occasion, secret: Secret, csrf: Secret,
    in session: any Session
  ) throws {
    try session.execute(
      """
      INSERT INTO session (id, secret_digest, csrf, account_key, assignment_key, agent, created_at, seen_at, rotated_at)
      VALUES (\(occasion.newID()), \(Secret.digest(of: secret.text)), \(csrf.text), \(account.key), \(chosen.key),
        \(String(agent.prefix(200))), \(occasion.now), \(occasion.now), \(occasion.now))
      """)
  }

  /// Who comes with the secret, and whether the time of the last request has to be noted (once a minute at most).
  package static func actor(secret: String, limits: SessionLimits, occasion: Occasion, in session: any Session) throws
    -> (actor: Actor, stale: Bool)?
  {
    let idle = occasion.now.adding(milliseconds: -Int64(limits.idleMinutes) * 60_000)
    let oldest = occasion.now.adding(milliseconds: -Int64(limits.absoluteHours) * 3_600_000)
    guard
      let row = try session.first(
        """
        SELECT session_key, csrf, account_key, assignment_key, seen_at FROM session
        WHERE secret_digest = \(Secret.digest(of: secret)) AND ended_at IS NULL AND seen_at > \(idle)
          AND created_at > \(oldest)
        """),
      let account = try AssignmentStore.account(key: row["account_key"], in: session)
    else { return nil }
    let posts = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session)
    let chosenKey: Int64 = try row["assignment_key"]
    let seenAt: Instant = try row["seen_at"]
    let actor = Actor(
      account: account, assignments: posts, credential: .session(key: try row["session_key"], csrf: try row["csrf"]),
      chosen: posts.first { $0.key == chosenKey })
    return (actor, occasion.now.milliseconds - seenAt.milliseconds > 60_000)
  }

  package static func touch(key: Int64, now: Instant, in session: any Session) throws {
    try session.execute("UPDATE session SET seen_at = \(now) WHERE session_key = \(key) AND seen_at < \(now)")
  }

  /// Gives a running session a new secret, so that one which was seen by others is worth nothing.
  package static func rotate(key: Int64, secret: Secret, csrf: Secret, now: Instant, in session: any Session) throws {
    try session.execute(
      """
      UPDATE session SET secret_digest = \(Secret.digest(of: secret.text)), csrf = \(csrf.text), rotated_at = \(now)
      WHERE session_key = \(key)
      """)
  }

  package static func end(key: Int64, now: Instant, in session: any Session) throws {
    try session.execute("UPDATE session SET ended_at = \(now) WHERE session_key = \(key) AND ended_at IS NULL")
  }

  /// Ends all sessions of an account but one.
  package static func endOthers(of accountKey: Int64, but key: Int64?, now: Instant, in session: any Session) throws {
    try session.execute(
      """
      UPDATE session SET ended_at = \(now)
      WHERE account_key = \(accountKey) AND ended_at IS NULL AND session_key <> \(key ?? -1)
      """)
  }

  /// Ends one session of an account by its outside id. Returns whether there was one.
  package static func end(id: EntityID, of accountKey: Int64, now: Instant, in session: any Session) throws -> Bool {
    try session.execute(
      """
      UPDATE session SET ended_at = \(now)
      WHERE id = \(id) AND account_key = \(accountKey) AND ended_at IS NULL
      """) > 0
  }

  /// The running sessions of an account, the last used first.
  package static func lines(
    of accountKey: Int64, current key: Int64?, limits: SessionLimits, now: Instant, in session: any Session
  ) throws -> [SessionLine] {
    let idle = now.adding(milliseconds: -Int64(limits.idleMinutes) * 60_000)
    return try session.all(
      """
      SELECT id, agent, created_at, seen_at, session_key FROM session
      WHERE account_key = \(accountKey) AND ended_at IS NULL AND seen_at > \(idle) ORDER BY seen_at DESC LIMIT 50
      """
    ).map { row in
      let rowKey: Int64 = try row["session_key"]
      return SessionLine(
        id: try row["id"], agent: try row["agent"], createdAt: try row["created_at"], seenAt: try row["seen_at"],
        current: rowKey == key)
    }
  }
}
