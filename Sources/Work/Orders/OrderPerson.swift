import Access
import Kernel
import Registry
import Store

/// What an order shows of its person: what the grant gives and no more. Numbers and phones are masked for everybody.
///
/// A department has no reach over the registry; whoever reaches the order sees of its person what the order's grant gives.
package struct OrderPerson: Sendable, Hashable {
  package let id: EntityID
  package let name: String?
  package let sex: Sex?
  package let birthDate: Day?
  /// Completed years on the grant's day.
  package let age: Int?
  package let idNumber: String?
  /// 7-3-502
  package let home: String?
  package var phones: [Phone] = []
  package var tags: [String] = []

  package struct Phone: Sendable, Hashable {
    package let id: EntityID
    package let label: String
    package let masked: String
  }

  /// Columns of the person `p` and her home `h`, for a query that has joined them to an order in reach.
  static let columns: SQL =
    """
    p.id AS person_id, p.name AS person_name, p.sex AS person_sex, p.birth_date AS person_birth,
    p.id_number_masked AS person_number, h.compound AS home_compound, h.building AS home_building,
    h.unit AS home_unit, h.room AS home_room
    """
  static let joins: SQL = "JOIN person p ON p.person_key = o.person_key LEFT JOIN home h ON h.home_key = p.home_key"

  init(_ row: Row, grant: Grant) throws {
    id = try row["person_id"]
    name = grant.sees(.name) ? try row["person_name"] : nil
    sex = grant.sees(.birth) ? Sex(rawValue: try row["person_sex"]) : nil
    birthDate = grant.sees(.birth) ? try row["person_birth"] : nil
    age = birthDate?.completedYears(on: grant.day)
    idNumber = grant.sees(.numbers) ? try row["person_number"] : nil
    home = grant.sees(.home) ? try Self.home(row) : nil
  }

  private static func home(_ row: Row) throws -> String? {
    guard let building: String = try row["home_building"] else { return nil }
    let parts: [String?] = [building, try row["home_unit"], try row["home_room"]]
    return parts.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: "-")
  }

  /// The person of one order, with what hangs on her.
  static func read(of order: Order, _ grant: Grant, in session: any Session) throws -> OrderPerson {
    let row = try session.first("SELECT \(columns) FROM work_order o \(joins) WHERE o.order_key = \(order.key)")
    guard let row else { throw Failure.notFound }
    var person = try OrderPerson(row, grant: grant)
    let day = grant.day
    if grant.sees(.phones) {
      person.phones = try session.all(
        """
        SELECT id, label, masked FROM phone WHERE person_key = \(order.personKey) AND since <= \(day)
          AND (until IS NULL OR until > \(day)) ORDER BY phone_key
        """
      ).map { Phone(id: try $0["id"], label: try $0["label"], masked: try $0["masked"]) }
    }
    if grant.sees(.tags) {
      person.tags = try session.all(
        """
        SELECT tag FROM tag WHERE person_key = \(order.personKey) AND since <= \(day)
          AND (until IS NULL OR until > \(day)) ORDER BY since, tag
        """
      ).map { try $0["tag"] }
    }
    return person
  }
}
