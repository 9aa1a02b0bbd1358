import Access
import Foundation
import Kernel
import Organisation
import Pages
import Statistics
import Store
import Work

/// Counts for scripts, and the proof that they follow from what was done.
package struct Counts: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// `{"rows":[{"place","month","kind","count"}…]}` with the columns of `by`.
  package func json(place: String?, from: String?, to: String?, by: String, level: String?) async throws -> String {
    let grant = try await installation.commandLineGrant(.readStatistics)
    let today = installation.occasion.today
    let rows = try await installation.database.read { session in
      guard let top = try PlaceStore.top(at: today, in: session) else {
        throw Settings.Refused(failed: "there is no place yet")
      }
      let asked = ["place": place, "from": from, "to": to, "by": by, "level": level].compactMapValues { $0 }
      let query = try StatisticsQuery(query: asked, place: top.code, today: today)
      return try Statistics.rows(query, grant, in: session)
    }
    let document: JSON = ["rows": .array(rows.map(Self.row))]
    return String(decoding: document.canonical, as: UTF8.self)
  }

  private static func row(_ row: StatisticsRow) -> JSON {
    var members: [String: JSON] = ["count": JSON(row.count)]
    for (name, value) in [
      ("place", row.place), ("month", row.month), ("day", row.day?.iso), ("kind", row.kind), ("item", row.item),
    ] {
      if let value { members[name] = .string(value) }
    }
    return .object(members)
  }

  /// What orders' columns and tallies differ from what follows from the acts, a line each; mends it unless `check`.
  package func rebuild(check: Bool) async throws -> [String] {
    let today = installation.occasion.today
    let zone = installation.zone
    return try await installation.database.write { session in
      let orders =
        check
        ? try OrderRebuild.check(at: today, in: session) : try OrderRebuild.repair(at: today, in: session)
      let tallies =
        check
        ? try TallyRebuild.check(zone: zone, in: session) : try TallyRebuild.repair(zone: zone, in: session)
      return orders.map {
        "order \($0.number): \($0.parts.map(\.rawValue).joined(separator: ", ")) differ from its acts"
      }
        + tallies.map {
          "tally of place \($0.key.placeKey) on \($0.key.day.iso), \($0.key.kind.rawValue) \($0.key.item): "
            + "\($0.tallied) counted, \($0.counted) happened"
        }
    }
  }
}
