import Kernel
import Organisation
import Store

extension Tally {
  /// The counts of a place and everything below it over some days, by kind: folded and open together.
  package static func amounts(at placeKey: Int64, from first: Day, to last: Day, in session: any Session) throws
    -> [TallyKind: Int]
  {
    var amounts: [TallyKind: Int] = [:]
    let folded = try session.all(
      """
      SELECT kind, CAST(SUM(amount) AS BIGINT) AS amount FROM tally
      WHERE place_key = \(placeKey) AND day BETWEEN \(first) AND \(last) GROUP BY kind
      """)
    let open = try session.all(
      """
      SELECT d.kind, CAST(SUM(d.amount) AS BIGINT) AS amount FROM tally_delta d
      WHERE d.day BETWEEN \(first) AND \(last) AND EXISTS (
        SELECT 1 FROM place_above a WHERE a.place_key = d.place_key AND a.above_key = \(placeKey)
          AND a.valid_from <= d.day AND (a.valid_to IS NULL OR a.valid_to > d.day))
      GROUP BY d.kind
      """)
    for row in folded + open {
      if let kind = TallyKind(rawValue: try row["kind"]) { amounts[kind, default: 0] += try row["amount"] }
    }
    return amounts
  }
}
