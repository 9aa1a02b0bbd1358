import Access
import Kernel
import Organisation
import Store
import Trust

/// Somebody who opened a masked value of a person, when and why.
package struct Looker: Sendable, Hashable {
  package let name: String
  package let role: Role?
  package let at: Instant
  package let purpose: String?
  /// What was opened: `idNumber`, `document`, `phone:ID`, `contact:ID`.
  package let what: String
}

extension PersonStore {
  /// Who looked, the newest first, from the journal.
  /// - Throws: `notFound` if the person is out of reach, `forbidden` if the grant doesn't give the field `lookers`.
  package static func lookers(of id: EntityID, limit: Int = 50, grant: Grant, in session: any Session) throws
    -> [Looker]
  {
    _ = try person(id: id, grant: grant, in: session)
    guard grant.sees(.lookers) else { throw Failure(.forbidden, "problem.forbidden") }
    let events = try Journal.events(of: .person(id), in: [.registry], limit: 10 * limit, session).map(\.event)
      .filter { $0.action == "person.disclosed" }.prefix(limit)
    let names = try accountNames(Array(Set(events.compactMap(\.actor.accountKey))), in: session)
    return events.map { event in
      Looker(
        name: event.actor.accountKey.flatMap { names[$0] } ?? "", role: event.actor.role.flatMap(Role.init),
        at: event.recordedAt, purpose: event.purpose, what: event.change["field"]?.text ?? "")
    }
  }

  /// Names of accounts, closed ones too: they are no residents, and what they did stays theirs.
  private static func accountNames(_ keys: [Int64], in session: any Session) throws -> [Int64: String] {
    guard !keys.isEmpty else { return [:] }
    let rows = try session.all("SELECT account_key, name FROM account WHERE account_key IN (\(list: keys))")
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["account_key"], try $0["name"]) })
  }
}
