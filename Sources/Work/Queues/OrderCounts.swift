import Access
import Kernel
import Store

/// The numbers beside the lists. Counted in the index, up to 1,000: above it nobody needs the last digit.
package struct OrderCounts: Sendable, Hashable {
  package struct Count: Sendable, Hashable {
    /// 0 to 1,000.
    package let value: Int
    /// There are more.
    package let isMore: Bool
    /// 377, or 1000+.
    package var text: String { isMore ? "\(value)+" : "\(value)" }
  }
  /// Open orders of a list.
  package var open: [OrderFilter.List: Count] = [:]
  /// In reach and past their limit; due before the day ends, what is overdue among it.
  package var overdue: Count
  package var dueToday: Count

  static let most = 1000

  package static func read(_ grant: Grant, on occasion: Occasion, in session: any Session) throws -> OrderCounts {
    func count(_ list: OrderFilter.List?, before: Instant? = nil) throws -> Count {
      let reading = QueueReading(
        streams: try OrderQueue.streams(list, grant), standing: list == .done ? .closed : .open,
        before: before?.milliseconds, cursor: nil, conditions: [], limit: 1)
      guard !reading.streams.isEmpty else { return Count(value: 0, isMore: false) }
      let number: Int = try session.first(reading.count(upTo: most)).map { try $0["n"] } ?? 0
      return Count(value: min(number, most), isMore: number > most)
    }
    let tomorrow = occasion.zone.instant(of: occasion.today.adding(days: 1))
    var counts = OrderCounts(overdue: try count(nil, before: occasion.now), dueToday: try count(nil, before: tomorrow))
    for list in OrderFilter.List.allCases { counts.open[list] = try count(list) }
    return counts
  }
}
