import Access
import Kernel
import Store

/// Writes a list's households and who is in them.
struct ImportHouseholds {
  private struct Address: Hashable {
    let homeKey: Int64
    let number: String
  }
  let occasion: Occasion
  let session: any Session

  init(occasion: Occasion, session: any Session) {
    (self.occasion, self.session) = (occasion, session)
  }

  /// Somebody whom the registry has in a household stays there: moving is a decision, not a list's.
  func write(_ people: [ImportPlan.Person], keys: [Int64]) throws {
    let settled = try settled(people.compactMap(\.known?.key))
    let joining = zip(people, keys).compactMap { person, key in
      person.membership.flatMap { settled.contains(key) ? nil : (key: key, membership: $0) }
    }
    let households = try ensure(joining.map { Address(homeKey: $0.membership.homeKey, number: $0.membership.number) })
    let rows: [[SQLValue]] = joining.compactMap { key, membership in
      households[Address(homeKey: membership.homeKey, number: membership.number)].map {
        [$0.sqlValue, key.sqlValue, membership.relation.sqlValue, occasion.today.sqlValue]
      }
    }
    try RowBatch(
      "INSERT INTO household_member (household_key, person_key, relation, valid_from)", columns: 4,
      tail: "ON CONFLICT DO NOTHING"
    ).insert(rows, in: session)
  }

  private func settled(_ keys: [Int64]) throws -> Set<Int64> {
    var settled: Set<Int64> = []
    for start in stride(from: 0, to: keys.count, by: RowBatch.most) {
      let some = Array(keys[start..<min(start + RowBatch.most, keys.count)])
      let rows = try session.all(
        "SELECT person_key FROM household_member WHERE person_key IN (\(list: some)) AND valid_to IS NULL")
      for row in rows { settled.insert(try row["person_key"]) }
    }
    return settled
  }

  private func ensure(_ addresses: [Address]) throws -> [Address: Int64] {
    var households: [Address: Int64] = [:]
    let homeKeys = Array(Set(addresses.map(\.homeKey)))
    for start in stride(from: 0, to: homeKeys.count, by: RowBatch.most) {
      let some = Array(homeKeys[start..<min(start + RowBatch.most, homeKeys.count)])
      try note(
        session.all("SELECT household_key, home_key, number FROM household WHERE home_key IN (\(list: some))"),
        in: &households)
    }
    var missing: [Address] = []
    for address in addresses where households[address] == nil {
      households[address] = 0
      missing.append(address)
    }
    let rows = missing.map { [occasion.newID().sqlValue, $0.homeKey.sqlValue, $0.number.sqlValue] }
    try note(
      RowBatch(
        "INSERT INTO household (id, home_key, number)", columns: 3, tail: "RETURNING household_key, home_key, number"
      ).insert(rows, in: session), in: &households)
    return households
  }

  private func note(_ rows: [Row], in households: inout [Address: Int64]) throws {
    for row in rows {
      households[Address(homeKey: try row["home_key"], number: try row["number"])] = try row["household_key"]
    }
  }
}
