import Kernel
import Organisation
import Store

/// The answer to "may she do this?": for which posts and how far, which fields she sees, what she owes.
///
/// Only `Access` makes one, so that a function which asks for a grant can't be called without a rule that gives it.
/// The same grant filters lists and single records: `condition` is spliced into every query of what it protects.
package struct Grant: Sendable {
  /// One post by which the grant is held, and how far it reaches there.
  package struct Scope: Sendable, Hashable {
    package let assignment: Assignment?
    package let reach: AccessTable.Reach
  }
  /// Nil for what nobody in particular may do.
  package let actor: Actor?
  package let action: AccessAction
  package let scopes: [Scope]
  package let fields: Set<Field>
  package let owes: Set<Obligation>
  /// The day at which reach is worked out.
  package let day: Day

  init(actor: Actor?, action: AccessAction, scopes: [Scope], fields: Set<Field>, owes: Set<Obligation>, day: Day) {
    self.actor = actor
    self.action = action
    self.scopes = scopes
    self.fields = fields
    self.owes = owes
    self.day = day
  }

  package func sees(_ field: Field) -> Bool { fields.contains(field) }

  /// The post for which an act is done: the chosen one if it gives the grant, else the first that does.
  /// - Throws: `forbidden` if nobody in particular holds the grant.
  package func assignment() throws -> Assignment {
    let held = scopes.compactMap(\.assignment)
    guard let assignment = held.first(where: { $0.key == actor?.chosen?.key }) ?? held.first ?? actor?.chosen else {
      throw Failure(.forbidden, "problem.forbidden")
    }
    return assignment
  }

  /// The account that acts. - Throws: `notSignedIn` if there is none.
  package func account() throws -> Account {
    guard let account = actor?.account else { throw Failure(.notSignedIn, "problem.notSignedIn") }
    return account
  }

  /// The places at which the grant reaches everything below; each is a root of its own.
  package var placeKeys: [Int64] { scopes.filter { $0.reach == .place }.compactMap { $0.assignment?.place.key } }
  /// The units whose work the grant reaches.
  package var unitKeys: [Int64] { scopes.filter { $0.reach == .unit }.compactMap { $0.assignment?.unit.key } }
  package var reachesAll: Bool { scopes.contains { $0.reach == .all } }

  /// The SQL condition for the rows that this grant reaches, given the column that holds a row's place key and, for what
  /// units share in, the condition that a row was sent to one of some units.
  package func condition(place column: String, unit: ((_ keys: [Int64]) -> SQL)? = nil) -> SQL {
    if reachesAll { return "1 = 1" }
    var ways: [SQL] = []
    if !placeKeys.isEmpty {
      ways.append(
        """
        EXISTS (SELECT 1 FROM place_above reach WHERE reach.place_key = \(SQL(stringLiteral: column))
          AND reach.above_key IN (\(list: placeKeys)) AND \(PlaceStore.holds("reach", at: day)))
        """)
    }
    if let unit, !unitKeys.isEmpty { ways.append(unit(unitKeys)) }
    return ways.isEmpty ? "1 = 0" : "(\(SQL.joined(ways, by: " OR ")))"
  }

  /// Whether a place lies in the grant's reach.
  package func reaches(place key: Int64, in session: any Session) throws -> Bool {
    if reachesAll { return true }
    return try placeKeys.contains { try PlaceStore.lies(key, within: $0, at: day, in: session) }
  }
}
