import Foundation
import Kernel
import Lists
import Store

/// Who of a list's people may be in the registry already.
struct KnownPeople: Sendable {
  struct Match: Sendable, Hashable {
    let key: Int64
    let name: String
    let communityKey: Int64
    let homeKey: Int64?
    let birthDate: Day?
  }
  struct NameAtHome: Hashable, Sendable {
    let name: String
    let homeKey: Int64

    init(_ name: String, _ homeKey: Int64) {
      self.name = PersonName.key(name)
      self.homeKey = homeKey
    }
  }
  private(set) var byNumber: [IDNumber: Match] = [:]
  private(set) var byHome: [NameAtHome: [Match]] = [:]

  init() {}

  /// Reads them with few queries. Not filtered by a grant: an ID number is known wherever its holder lives; the caller has
  /// the community in reach and changes nothing of people elsewhere.
  init(report: ListReport, communityKey: Int64, secrets: PersonSecrets, in session: any Session) throws {
    for row in try session.all("SELECT \(Self.columns) FROM person WHERE community_key = \(communityKey)") {
      let match = try Self.match(row)
      guard let home = match.homeKey else { continue }
      byHome[NameAtHome(match.name, home), default: []].append(match)
    }
    try findNumbers(Set(report.taken.compactMap { $0.person?.idNumber }), secrets: secrets, in: session)
  }

  private mutating func findNumbers(_ numbers: Set<IDNumber>, secrets: PersonSecrets, in session: any Session) throws {
    var numberOfIndex: [Data: IDNumber] = [:]
    for number in numbers { numberOfIndex[try secrets.index(.idNumber, number.text)] = number }
    let indexes = Array(numberOfIndex.keys)
    for start in stride(from: 0, to: indexes.count, by: RowBatch.most) {
      let some = Array(indexes[start..<min(start + RowBatch.most, indexes.count)])
      let rows = try session.all(
        """
        SELECT \(Self.columns) FROM person
        WHERE compartment_key = \(secrets.compartmentKey) AND id_number_index IN (\(list: some))
        """)
      for row in rows {
        if let number = numberOfIndex[try row["id_number_index"]] { byNumber[number] = try Self.match(row) }
      }
    }
  }

  private static let columns: SQL = "person_key, name, community_key, home_key, birth_date, id_number_index"

  private static func match(_ row: Row) throws -> Match {
    Match(
      key: try row["person_key"], name: try row["name"], communityKey: try row["community_key"],
      homeKey: try row["home_key"], birthDate: try row["birth_date"])
  }
}
