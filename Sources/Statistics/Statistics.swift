import Access
import Kernel
import Organisation
import Store
import Work

/// Reads counts from the tallies: folded and open together, in one snapshot, so that they are exact at any moment. Never
/// the journal, never the orders.
package enum Statistics {
  /// The counts of a place in reach, sorted by the columns in the order in which they were asked for.
  /// - Throws: `notFound` for a place that is not there or out of reach; `invalid` for days in the wrong order, too many
  ///   of them, or an answer with too many rows.
  package static func rows(_ query: StatisticsQuery, _ grant: Grant, in session: any Session) throws -> [StatisticsRow]
  {
    try check(query)
    guard let place = try PlaceStore.place(code: query.place, at: grant.day, in: session),
      try grant.reaches(place: place.key, in: session)
    else { throw Failure.notFound }
    var counts = try StatisticsCount(query: query, place: place, in: session)
    try counts.readFolded()
    try counts.readOpen()
    return try counts.rows()
  }

  private static func check(_ query: StatisticsQuery) throws {
    guard query.from <= query.to else { throw Failure.invalid(FieldFailure("?to", "statistics.order")) }
    guard query.to.number - query.from.number < StatisticsQuery.mostDays else {
      throw Failure.invalid(
        FieldFailure("?from", Phrase("statistics.days", ["most": String(StatisticsQuery.mostDays)])))
    }
  }
}
