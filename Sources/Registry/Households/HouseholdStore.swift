import Access
import Kernel
import Organisation
import Store

/// All SQL about households.
package enum HouseholdStore {
  /// The household with this number in a home, made if the registry doesn't know it.
  package static func ensure(homeKey: Int64, number: String, occasion: Occasion, in session: any Session) throws
    -> Household
  {
    if let known = try household(homeKey: homeKey, number: number, in: session) { return known }
    let id = occasion.newID()
    let key = try session.key(
      """
      INSERT INTO household (id, home_key, number) VALUES (\(id), \(homeKey), \(number)) RETURNING household_key
      """)
    return Household(key: key, id: id, homeKey: homeKey, number: number)
  }

  package static func household(homeKey: Int64, number: String, in session: any Session) throws -> Household? {
    try session.first(
      """
      SELECT household_key, id, home_key, number FROM household WHERE home_key = \(homeKey) AND number = \(number)
      ORDER BY household_key LIMIT 1
      """
    ).map {
      Household(
        key: try $0["household_key"], id: try $0["id"], homeKey: try $0["home_key"], number: try $0["number"])
    }
  }

  /// Makes a person a member from a day on; she leaves the household in which she was.
  package static func join(
    _ personKey: Int64, household: Household, relation: String, from day: Day, in session: any Session
  ) throws {
    try session.execute(
      """
      UPDATE household_member SET valid_to = \(day)
      WHERE person_key = \(personKey) AND valid_to IS NULL AND household_key <> \(household.key)
      """)
    try session.execute(
      """
      INSERT INTO household_member (household_key, person_key, relation, valid_from)
      SELECT \(household.key), \(personKey), \(relation), \(day)
      WHERE NOT EXISTS (SELECT 1 FROM household_member WHERE household_key = \(household.key)
        AND person_key = \(personKey) AND valid_to IS NULL)
      ON CONFLICT DO NOTHING
      """)
  }

  /// The members of each person's household on the grant's day, herself among them, the head first; only those whom the
  /// grant reaches.
  package static func members(ofPeople keys: [Int64], grant: Grant, in session: any Session) throws
    -> [Int64: [HouseholdMember]]
  {
    guard !keys.isEmpty else { return [:] }
    let rows = try session.all(
      """
      SELECT mine.person_key AS of_key, p.person_key, p.id, p.name, other.relation
      FROM household_member mine
      JOIN household_member other ON other.household_key = mine.household_key
      JOIN person p ON p.person_key = other.person_key
      WHERE mine.person_key IN (\(list: keys)) AND \(PlaceStore.holds("mine", at: grant.day))
        AND \(PlaceStore.holds("other", at: grant.day)) AND \(grant.condition(place: "p.place_key"))
      ORDER BY CASE other.relation WHEN 'head' THEN 0 ELSE 1 END, p.person_key
      """)
    var members: [Int64: [HouseholdMember]] = [:]
    for row in rows {
      members[try row["of_key"], default: []].append(
        HouseholdMember(
          personKey: try row["person_key"], id: try row["id"], name: try row["name"], relation: try row["relation"]))
    }
    return members
  }
}
