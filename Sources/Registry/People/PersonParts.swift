import Kernel
import Organisation
import Store

/// What hangs on people. These queries take keys of people whom a grant has already let through.
extension PersonStore {
  static func aliases(of keys: [Int64], in session: any Session) throws -> [Int64: [PersonView.Alias]] {
    try grouped(
      keys,
      "SELECT person_key, alias, source, since FROM alias WHERE person_key IN (\(list: keys)) ORDER BY since, alias",
      in: session
    ) { PersonView.Alias(text: try $0["alias"], source: try $0["source"], since: try $0["since"]) }
  }

  static func phones(of keys: [Int64], at day: Day, in session: any Session) throws -> [Int64: [PersonView.Phone]] {
    try grouped(
      keys,
      """
      SELECT person_key, id, label, masked, since FROM phone
      WHERE person_key IN (\(list: keys)) AND \(holds(at: day)) ORDER BY phone_key
      """,
      in: session
    ) {
      PersonView.Phone(id: try $0["id"], label: try $0["label"], masked: try $0["masked"], since: try $0["since"])
    }
  }

  static func tags(of keys: [Int64], at day: Day, in session: any Session) throws -> [Int64: [PersonView.Tag]] {
    try grouped(
      keys,
      """
      SELECT person_key, tag, source, since FROM tag
      WHERE person_key IN (\(list: keys)) AND \(holds(at: day)) ORDER BY since, tag
      """,
      in: session
    ) { PersonView.Tag(text: try $0["tag"], source: try $0["source"], since: try $0["since"]) }
  }

  static func contacts(of keys: [Int64], at day: Day, in session: any Session) throws -> [Int64: [PersonView.Contact]] {
    try grouped(
      keys,
      """
      SELECT person_key, id, name, relation, masked FROM contact
      WHERE person_key IN (\(list: keys)) AND \(holds(at: day)) ORDER BY contact_key
      """,
      in: session
    ) {
      PersonView.Contact(
        id: try $0["id"], name: try $0["name"], relation: try $0["relation"], masked: try $0["masked"])
    }
  }

  /// From `since` up to but not including `until`.
  private static func holds(at day: Day) -> SQL { "since <= \(day) AND (until IS NULL OR until > \(day))" }

  private static func grouped<Part>(
    _ keys: [Int64], _ sql: SQL, in session: any Session, _ read: (Row) throws -> Part
  ) throws -> [Int64: [Part]] {
    guard !keys.isEmpty else { return [:] }
    var parts: [Int64: [Part]] = [:]
    for row in try session.all(sql) { parts[try row["person_key"], default: []].append(try read(row)) }
    return parts
  }
}
