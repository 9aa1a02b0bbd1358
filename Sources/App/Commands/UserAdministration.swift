import Access
import Kernel
import Organisation
import Store
import Trust

/// Accounts, posts and tokens from the command line of the machine.
package struct UserAdministration: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Adds an account with a post, or another post to an account that there is. Returns the first password, or a note.
  package func add(login: String, name: String, role: String, unit unitName: String, reach: String?) async throws
    -> String
  {
    guard let role = Role(rawValue: role) else {
      throw Settings.Refused("no role '\(role)': \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let login = login.lowercased()
    guard login.wholeMatch(of: /[a-z][a-z0-9.-]{1,39}/) != nil else {
      throw Settings.Refused("a sign-in name has 2 to 40 letters a-z, digits, dots or hyphens and begins with a letter")
    }
    let password = Self.firstPassword()
    let hash = try Password.hash(password)
    let occasion = installation.occasion
    return try await installation.database.write { session in
      guard let unit = try UnitStore.unit(named: unitName, at: occasion.today, in: session) else {
        throw Settings.Refused(failed: "no unit '\(unitName)'; add it: quanke unit add")
      }
      let place =
        try reach.map { try PlaceStore.place(code: $0, at: occasion.today, in: session) }
        ?? PlaceStore.place(key: unit.placeKey, in: session)
      guard let place else { throw Settings.Refused(failed: "no place \(reach ?? ""); add it: quanke place add") }
      let known = try AssignmentStore.account(login: login, in: session)
      let key =
        try known?.key
        ?? AssignmentStore.addAccount(
          id: occasion.newID(), login: login, name: name, passwordHash: hash, passwordDue: true, now: occasion.now,
          in: session)
      _ = try AssignmentStore.assign(
        id: occasion.newID(), accountKey: key, unit: unit, role: role, place: place, from: occasion.today, in: session)
      guard let account = try AssignmentStore.account(key: key, in: session) else { throw Failure.notFound }
      try note(known == nil ? "account.added" : "assignment.added", account, role.rawValue, occasion, in: session)
      return known == nil ? password : "\(login) has the post too; the password stays"
    }
  }

  /// Makes a token for an account. Returns its text, which is kept nowhere.
  package func token(user: String, scope words: [String], days: Int) async throws -> String {
    guard (1...TokenStore.longestDays).contains(days) else {
      throw Settings.Refused("--days is a number from 1 to \(TokenStore.longestDays)")
    }
    let scope = try words.map { word in
      guard let action = AccessAction(rawValue: word) else {
        throw Settings.Refused("no action '\(word)': \(AccessAction.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return action
    }
    let occasion = installation.occasion
    let secret = Secret()
    try await installation.database.write { session in
      guard let account = try AssignmentStore.account(login: user, in: session) else {
        throw Settings.Refused(failed: "no account '\(user)'")
      }
      guard let post = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session).first else {
        throw Settings.Refused(failed: "'\(user)' holds no post today")
      }
      _ = try TokenStore.create(
        account: account, assignment: post, scope: scope, days: days, occasion: occasion, secret: secret, in: session)
      try note("token.created", account, words.joined(separator: " "), occasion, in: session)
    }
    return TokenStore.prefix + secret.text
  }

  private func note(
    _ action: String, _ account: Account, _ detail: String, _ occasion: Occasion, in session: any Session
  ) throws {
    let by = try AssignmentStore.operatorAccount(at: occasion.today, in: session)
    try Journal.append(
      Event(
        id: occasion.newID(), compartment: .organisation, action: action,
        subject: Subject(kind: "account", id: account.id),
        actor: EventActor(accountKey: by?.key, accountID: by?.id, role: Role.operator.rawValue),
        happenedAt: occasion.now, recordedAt: occasion.now, requestID: occasion.requestID,
        change: ["detail": .text(detail)]),
      session)
  }

  /// Sixteen characters that can't be mistaken for one another when read out, from the system's random source.
  private static func firstPassword() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return (0..<4).map { _ in String((0..<4).map { _ in letters[Int.random(in: letters.indices)] }) }.joined(
      separator: "-")
  }
}
