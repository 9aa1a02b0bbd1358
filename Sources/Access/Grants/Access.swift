import Kernel
import Organisation

/// Decides what a person may do. Default: no.
package struct Access: Sendable {
  package let table: AccessTable

  package init(table: AccessTable) { self.table = table }

  /// The grant that the actor's posts give for an action today.
  /// - Throws: `notSignedIn` if nobody asks, `forbidden` if no rule gives it to any of her posts.
  package func grant(_ action: AccessAction, to actor: Actor?, at day: Day) throws -> Grant {
    let rules = table.rules(for: action)
    if let rule = rules.first(where: { $0.holder == .nobody }) {
      return Grant(
        actor: actor, action: action, scopes: [Grant.Scope(assignment: nil, reach: rule.reach)], fields: rule.fields,
        owes: rule.owes, day: day)
    }
    guard let actor else { throw Failure(.notSignedIn, "problem.notSignedIn") }
    guard allows(actor.credential, action) else { throw Failure(.forbidden, "problem.forbidden") }
    if actor.account.passwordDue, action != .ownAccount, case .session = actor.credential {
      throw Failure(.forbidden, "problem.passwordDue")
    }
    let held = rules.map { (rule: $0, scopes: scopesHeld(by: actor, under: $0)) }.filter { !$0.scopes.isEmpty }
    guard let first = held.first else { throw Failure(.forbidden, "problem.forbidden") }
    // One post's fields must never be seen in another post's reach, and whatever is listed must open: so all posts
    // reach, and only the fields that each of them gives are seen.
    let fields = held.reduce(first.rule.fields) { $0.intersection($1.rule.fields) }
    return Grant(
      actor: actor, action: action, scopes: held.flatMap(\.scopes), fields: fields,
      owes: held.reduce(into: []) { $0.formUnion($1.rule.owes) }, day: day)
  }

  private func scopesHeld(by actor: Actor, under rule: AccessTable.Rule) -> [Grant.Scope] {
    switch rule.holder {
    case .nobody: []
    case .anyone: [Grant.Scope(assignment: actor.chosen, reach: rule.reach)]
    case .role(let role):
      actor.assignments.filter { $0.role == role }.map { Grant.Scope(assignment: $0, reach: rule.reach) }
    }
  }

  private func allows(_ credential: Actor.Credential, _ action: AccessAction) -> Bool {
    if case .token(_, let scope?) = credential { scope.contains(action) } else { true }
  }
}

extension Access {
  /// What the machine's own operator may do at the command line, beside what her posts give: with everything in reach,
  /// since whoever runs the command holds the data folder anyway. Each use is journalled under her name.
  package static let commandLineActions: Set<AccessAction> = [.operate, .importList, .readStatistics]

  /// - Throws: `forbidden` for another action, or an actor who didn't come by the command line or has no operator's post.
  package func commandLineGrant(_ action: AccessAction, to actor: Actor, at day: Day) throws -> Grant {
    guard Self.commandLineActions.contains(action), case .commandLine = actor.credential,
      let post = actor.assignments.first(where: { $0.role == .operator })
    else { throw Failure(.forbidden, "problem.forbidden") }
    return Grant(
      actor: actor, action: action, scopes: [Grant.Scope(assignment: post, reach: .all)], fields: Set(Field.allCases),
      owes: [], day: day)
  }
}
