import Access
import Kernel
import Organisation
import Store

/// All SQL of the search. Nothing here reads more than a bounded run of an index: `person_term_pkey` (scope, term) for
/// the token that begins, `person_term_person` (person, scope, term) for the others.
enum SearchStore {
  struct Entry: Hashable {
    let personKey: Int64
    let term: String
    let kind: TermKind
  }

  /// How many terms lie in a token's ranges, counted up to `most` for each range.
  static func count(_ ranges: [TermRange], scope: Int64, most: Int, in session: any Session) throws -> Int {
    try ranges.reduce(0) { sum, range in
      let row = try session.first(
        """
        SELECT COUNT(*) AS number FROM
          (SELECT 1 AS yes FROM person_term t WHERE t.scope_key = \(scope) AND \(holds(range, "t")) LIMIT \(most)) few
        """)
      return sum + (try row?["number"] ?? 0)
    }
  }

  /// The first entries of a range in the order of its terms whose people the other tokens find too.
  ///
  /// - Parameters:
  ///   - within: a place that the person must live in, where the scope is wider than the grant's reach.
  ///   - looked: how many entries are looked at; `most`: how many are given.
  static func entries(
    _ range: TermRange, scope: SearchReach.Scope, others: [[TermRange]], grant: Grant, looked: Int, most: Int,
    in session: any Session
  ) throws -> [Entry] {
    let conditions = others.map { ranges in found("c.person_key", ranges, scope: scope.key) } + reach(scope, grant)
    let filter: SQL = conditions.isEmpty ? "1 = 1" : SQL.joined(conditions, by: " AND ")
    return try session.all(
      """
      SELECT c.person_key, c.term, c.kind FROM
        (SELECT t.person_key, t.term, t.kind FROM person_term t
         WHERE t.scope_key = \(scope.key) AND \(holds(range, "t"))
         ORDER BY t.scope_key, t.term, t.person_key, t.kind LIMIT \(looked)) c
      WHERE \(filter) LIMIT \(most)
      """
    ).map(entry)
  }

  /// The entries by which tokens find some people. The plus keeps SQLite from beginning with the scope, which it takes for
  /// selective and which may hold a million people.
  static func entries(
    of people: [Int64], ranges: [TermRange], scope: Int64, in session: any Session
  ) throws -> [Entry] {
    guard !people.isEmpty, !ranges.isEmpty else { return [] }
    return try session.all(
      """
      SELECT t.person_key, t.term, t.kind FROM person_term t
      WHERE t.person_key IN (\(list: people)) AND +t.scope_key = \(scope) AND \(any(ranges, "t"))
      """
    ).map(entry)
  }

  /// All districts of the installation.
  static func districts(at day: Day, in session: any Session) throws -> [Int64] {
    try session.all(
      "SELECT place_key FROM place WHERE level = 'district' AND \(PlaceStore.holds("place", at: day)) ORDER BY place_key"
    ).map { try $0["place_key"] }
  }

  private static func found(_ column: String, _ ranges: [TermRange], scope: Int64) -> SQL {
    """
    EXISTS (SELECT 1 FROM person_term o WHERE o.person_key = \(SQL(stringLiteral: column)) AND o.scope_key = \(scope)
      AND \(any(ranges, "o")))
    """
  }

  private static func reach(_ scope: SearchReach.Scope, _ grant: Grant) -> [SQL] {
    guard let within = scope.within else { return [] }
    return [
      """
      EXISTS (SELECT 1 FROM person p JOIN place_above a ON a.place_key = p.place_key
        WHERE p.person_key = c.person_key AND a.above_key = \(within) AND \(PlaceStore.holds("a", at: grant.day)))
      """
    ]
  }

  private static func any(_ ranges: [TermRange], _ table: String) -> SQL {
    ranges.isEmpty ? "1 = 0" : "(\(SQL.joined(ranges.map { holds($0, table) }, by: " OR ")))"
  }

  private static func holds(_ range: TermRange, _ table: String) -> SQL {
    let column = SQL(stringLiteral: "\(table).term")
    guard let upper = range.upper else { return "\(column) = \(range.lower)" }
    return "(\(column) >= \(range.lower) AND \(column) < \(upper))"
  }

  private static func entry(_ row: Row) throws -> Entry {
    guard let kind = TermKind(rawValue: try row["kind"]) else { throw StoreError.column("kind") }
    return Entry(personKey: try row["person_key"], term: try row["term"], kind: kind)
  }
}
