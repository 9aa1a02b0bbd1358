import Kernel
import Store

/// All SQL about accounts and their posts.
package enum AssignmentStore {
  package static func addAccount(
    id: EntityID, login: String, name: String, passwordHash: String?, passwordDue: Bool, now: Instant,
    in session: any Session
  ) throws -> Int64 {
    try session.key(
      """
      INSERT INTO account (id, login, name, password_hash, password_due, created_at)
      VALUES (\(id), \(login), \(name), \(passwordHash), \(passwordDue), \(now)) RETURNING account_key
      """)
  }

  package static func assign(
    id: EntityID, accountKey: Int64, unit: Unit, role: Role, place: Place, from day: Day, to end: Day? = nil,
    in session: any Session
  ) throws -> Int64 {
    try session.key(
      """
      INSERT INTO assignment (id, account_key, unit_key, role, place_key, valid_from, valid_to)
      VALUES (\(id), \(accountKey), \(unit.key), \(role.rawValue), \(place.key), \(day), \(end))
      RETURNING assignment_key
      """)
  }

  package static func account(login: String, in session: any Session) throws -> Account? {
    try session.first("SELECT \(columns) FROM account WHERE login = \(login) AND closed_at IS NULL").map(account)
  }

  package static func account(key: Int64, in session: any Session) throws -> Account? {
    try session.first("SELECT \(columns) FROM account WHERE account_key = \(key) AND closed_at IS NULL").map(account)
  }

  /// The posts that an account holds on a day, the oldest first.
  package static func assignments(of accountKey: Int64, at day: Day, in session: any Session) throws -> [Assignment] {
    try session.all(
      """
      SELECT a.assignment_key, a.id, a.role, u.unit_key, u.id AS unit_id, u.kind, u.department, u.name AS unit_name,
        u.name_en AS unit_name_en, u.place_key AS unit_place, p.place_key, p.code, p.level, p.name AS place_name,
        p.name_en AS place_name_en
      FROM assignment a JOIN unit u ON u.unit_key = a.unit_key JOIN place p ON p.place_key = a.place_key
      WHERE a.account_key = \(accountKey) AND \(PlaceStore.holds("a", at: day)) ORDER BY a.assignment_key
      """
    ).map { row in
      guard let role = Role(rawValue: try row["role"]), let kind = Unit.Kind(rawValue: try row["kind"]),
        let level = Place.Level(rawValue: try row["level"])
      else { throw StoreError.column("role") }
      return Assignment(
        key: try row["assignment_key"], id: try row["id"], accountKey: accountKey,
        unit: Unit(
          key: try row["unit_key"], id: try row["unit_id"], kind: kind, department: try row["department"],
          name: try row["unit_name"], nameEn: try row["unit_name_en"], placeKey: try row["unit_place"]),
        role: role,
        place: Place(
          key: try row["place_key"], code: try row["code"], level: level, name: try row["place_name"],
          nameEn: try row["place_name_en"]))
    }
  }

  /// Keeps how an account wants its pages.
  package static func setLook(
    of accountKey: Int64, language: String, theme: String, letterSize: String, singleKeys: Bool, in session: any Session
  ) throws {
    try session.execute(
      """
      UPDATE account SET language = \(language), theme = \(theme), letter_size = \(letterSize), single_keys = \(singleKeys)
      WHERE account_key = \(accountKey)
      """)
  }

  private static let columns: SQL =
    "account_key, id, login, name, language, theme, letter_size, single_keys, password_due"

  private static func account(_ row: Row) throws -> Account {
    Account(
      key: try row["account_key"], id: try row["id"], login: try row["login"], name: try row["name"],
      language: try row["language"], theme: try row["theme"], letterSize: try row["letter_size"],
      singleKeys: try row["single_keys"], passwordDue: try row["password_due"])
  }
}

extension AssignmentStore {
  /// Whoever holds an operator's post longest on a day.
  package static func operatorAccount(at day: Day, in session: any Session) throws -> Account? {
    let row = try session.first(
      """
      SELECT a.account_key FROM assignment a JOIN account c ON c.account_key = a.account_key
      WHERE a.role = 'operator' AND c.closed_at IS NULL AND \(PlaceStore.holds("a", at: day))
      ORDER BY a.assignment_key LIMIT 1
      """)
    return try row.flatMap { try account(key: $0["account_key"], in: session) }
  }
}
