import Kernel
import Organisation
import Store

/// All SQL about API tokens: what scripts sign in with, with a scope and an end.
package enum TokenStore {
  /// How a token's text begins, so that scanners for leaked secrets can know it.
  package static let prefix = "qk_"
  /// Longest life of a token in days.
  package static let longestDays = 366

  /// - Parameter scope: the actions it may do; empty for all that its account may.
  package static func create(
    account: Account, assignment: Assignment, scope: [AccessAction], days: Int, occasion: Occasion, secret: Secret,
    in session: any Session
  ) throws -> EntityID {
    let id = occasion.newID()
    try session.execute(
      """
      INSERT INTO api_token (id, secret_digest, account_key, assignment_key, scope, created_at, expires_at)
      VALUES (\(id), \(Secret.digest(of: prefix + secret.text)), \(account.key), \(assignment.key),
        \(scope.map(\.rawValue).joined(separator: " ")), \(occasion.now),
        \(occasion.now.adding(milliseconds: Int64(days) * 86_400_000)))
      """)
    return id
  }

  package static func actor(secret: String, occasion: Occasion, in session: any Session) throws -> Actor? {
    guard secret.hasPrefix(prefix),
      let row = try session.first(
        """
        SELECT token_key, account_key, assignment_key, scope FROM api_token
        WHERE secret_digest = \(Secret.digest(of: secret)) AND ended_at IS NULL AND expires_at > \(occasion.now)
        """),
      let account = try AssignmentStore.account(key: row["account_key"], in: session)
    else { return nil }
    let posts = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session)
    let chosenKey: Int64 = try row["assignment_key"]
    let words: String = try row["scope"]
    let scope = words.isEmpty ? nil : Set(words.split(separator: " ").compactMap { AccessAction(rawValue: String($0)) })
    return Actor(
      account: account, assignments: posts, credential: .token(key: try row["token_key"], scope: scope),
      chosen: posts.first { $0.key == chosenKey })
  }

  /// Ends all tokens of an account.
  package static func endAll(of accountKey: Int64, now: Instant, in session: any Session) throws {
    try session.execute("UPDATE api_token SET ended_at = \(now) WHERE account_key = \(accountKey) AND ended_at IS NULL")
  }
}
