import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Rulebook
import Store
import Work

/// The paths of the counts, each written once.
package enum StatisticsLinks {
  package static let apiStatistics = Route("/api/statistics")
  package static let statistics = Route("/statistics")
}

/// Counts for scripts and on their page.
package struct StatisticsRoutes: Sendable {
  let rulebook: Rulebook
  package init(rulebook: Rulebook) { self.rulebook = rulebook }

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "getStatistics", .get, StatisticsLinks.apiStatistics, .readStatistics, "Counts from the tallies",
          query: [
            .optional("place", .placeCode, "the own place, if left out"), .optional("from", Self.dayOrMonth),
            .optional("to", Self.dayOrMonth),
            .optional("by", .text(min: 1, max: 60), "place, month, day, kind, item, parted by commas"),
            .optional("level", .choice(Place.Level.allCases.map(\.rawValue))),
            .optional("kind", .text(min: 1, max: 200)),
          ], answer: Self.document), answer),
      .read(
        Operation(
          "statisticsPage", .get, StatisticsLinks.statistics, .readStatistics, for: .page, "Counts",
          query: [
            .optional("place", .text(max: 15)), .optional("from", .text(max: 10)), .optional("to", .text(max: 10)),
          ])
      ) { call in
        .page("statistics", try StatisticsPage(call: call, rulebook: rulebook).context)
      },
    ]
  }

  private static let dayOrMonth = Schema.text(min: 7, max: 10, pattern: "^\\d{4}-\\d{2}(-\\d{2})?$")

  private static let document = Schema.object([
    .init(
      "rows",
      .list(
        .object([
          .optional("place", .text(max: 15)), .optional("placeName", .text(max: 200)),
          .optional("month", .text(max: 7)),
          .optional("day", .day), .optional("kind", .text(max: 40)), .optional("item", .text(max: 20)),
          .init("count", .integer(min: -1_000_000_000, max: 1_000_000_000)),
        ]), max: 20_000))
  ])

  /// The place of the reader's own post.
  static func home(_ call: Call) throws -> String { try call.grant.assignment().place.code }

  private func answer(_ call: Call) throws -> Answer {
    let asked = call.query.members.compactMapValues(\.text)
    let query = try StatisticsQuery(query: asked, place: Self.home(call), today: call.occasion.today)
    let rows = try Statistics.rows(query, call.grant, in: call.session)
    return .json(["rows": .array(rows.map { row($0, call) })])
  }

  private func row(_ row: StatisticsRow, _ call: Call) -> JSON {
    var members: [String: JSON] = ["count": JSON(row.count)]
    if let place = row.place { members["place"] = .string(place) }
    if let name = call.language == .zh ? row.placeName : row.placeNameEn { members["placeName"] = .string(name) }
    if let month = row.month { members["month"] = .string(month) }
    if let day = row.day { members["day"] = .string(day.iso) }
    if let kind = row.kind { members["kind"] = .string(kind) }
    if let item = row.item { members["item"] = .string(item) }
    return .object(members)
  }
}
