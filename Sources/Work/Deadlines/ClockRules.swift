import Foundation
import Kernel
import Rulebook

/// The official tables of holidays as a document of the rulebook.
package struct CalendarRule: RuleContent {
  package static let kind = RuleKind.calendar

  /// One day that differs from the plain week.
  private struct Line: Codable, Sendable {
    let date: Day
    let zh: String
    let en: String
    let kind: String
    let document: String
  }
  private enum Keys: CodingKey { case days }
  private static let headings = ["date", "chinese", "english", "kind", "document"]
  private let days: [Line]
  package let calendar: WorkingCalendar

  private init(days: [Line]) throws {
    self.days = days
    let lines = days.map { [$0.date.iso, $0.zh, $0.en, $0.kind, $0.document].joined(separator: ",") }
    calendar = try WorkingCalendar(
      csv: Data(([Self.headings.joined(separator: ",")] + lines).joined(separator: "\n").utf8))
  }

  package init(from decoder: any Decoder) throws {
    try self.init(days: decoder.container(keyedBy: Keys.self).decode([Line].self, forKey: .days))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(days, forKey: .days)
  }

  /// The tables that the program is delivered with.
  /// - Throws: `RuleRefusal` or `CalendarError.badLine` with the line, `CatalogueMissing`.
  package static func delivered() throws -> CalendarRule {
    let table = try CommaSeparated(delivered: "holidays.csv", headings: headings)
    return try CalendarRule(
      days: table.lines.map { line in
        guard let day = Day(line["date"]) else { throw table.refusal(line, "no date") }
        return Line(
          date: day, zh: line["chinese"], en: line["english"], kind: line["kind"], document: line["document"])
      })
  }
}

/// The hours of the office as a document of the rulebook.
package struct OfficeHoursRule: RuleContent, Hashable {
  package static let kind = RuleKind.officeSlots
  package let hours: OfficeHours

  package init(hours: OfficeHours = .usual) { self.hours = hours }
}

/// From which share of its limit on an order's clock is amber and red.
package struct TrafficLights: RuleContent, Hashable {
  package static let kind = RuleKind.trafficLights
  /// Percent of the limit used from which it is amber. 80 as offices are used to.
  package let amber: Int
  /// Percent from which it is red: 100, once the limit is over.
  package let red: Int

  package init(amber: Int = 80, red: Int = 100) {
    self.amber = amber
    self.red = red
  }

  package func check() throws {
    guard (1...100).contains(amber), amber <= red, red <= 100 else {
      throw RuleRefusal(source: Self.kind.rawValue, reason: "1 to 100 percent, amber before red")
    }
  }
}
