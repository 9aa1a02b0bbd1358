import Kernel
import Organisation

/// Who asks: an account with the posts that it holds today, and by which credential it came.
package struct Actor: Sendable {
  package enum Credential: Sendable, Hashable {
    /// A browser's session; its forms carry `csrf`.
    case session(key: Int64, csrf: String)
    /// A script's token; it may do what its scope names, or everything if the scope is nil.
    case token(key: Int64, scope: Set<AccessAction>?)
    /// The machine's own operator at the command line.
    case commandLine
  }
  package let account: Account
  package let assignments: [Assignment]
  package let credential: Credential
  /// The post for which this person acts, chosen when the session began.
  package let chosen: Assignment?

  package init(account: Account, assignments: [Assignment], credential: Credential, chosen: Assignment? = nil) {
    self.account = account
    self.assignments = assignments
    self.credential = credential
    self.chosen = chosen ?? assignments.first
  }
}
