import Kernel
import Work

/// The two files of history that offices bring from before: visits, and everything else that was counted.
package enum HistoryLayout: Sendable, CaseIterable {
  /// Every row a visit, whatever came of it; 网格 is where.
  case visits
  /// 类别 says what it was; 社区 is where. It counts on the day of 时间, not on that of 办结时间.
  case matters

  package var headings: [String] {
    switch self {
    case .visits: ["时间", "工号", "网格", "户号", "事项", "结果"]
    case .matters: ["类别", "时间", "工号", "社区", "事项", "办结时间"]
    }
  }

  /// The layout that has these headings, or nil.
  package init?(headings: [String]) {
    guard let layout = Self.allCases.first(where: { $0.headings == headings }) else { return nil }
    self = layout
  }
}

/// One counted fact of a history file.
struct HistoryRow: Sendable, Hashable {
  let kind: TallyKind
  let happenedAt: Instant
  let place: String
  let item: String

  /// Why a row can't be counted.
  enum Problem: String, Error { case short, time, kind, place }

  init(_ cells: [String], _ layout: HistoryLayout, zone: Zone) throws(Problem) {
    guard cells.count == layout.headings.count else { throw .short }
    func cell(_ heading: String) -> String { layout.headings.firstIndex(of: heading).map { cells[$0] } ?? "" }
    switch layout {
    case .visits:
      kind = .visit
      place = cell("网格")
    case .matters:
      guard let kind = Self.kinds[cell("类别")] else { throw .kind }
      self.kind = kind
      place = cell("社区")
    }
    guard PlaceCode(place) != nil else { throw .place }
    guard let happenedAt = Self.time(cell("时间"), zone: zone) else { throw .time }
    self.happenedAt = happenedAt
    item = cell("事项")
  }

  private static let kinds: [String: TallyKind] = [
    "民生事项": .matter, "一老一小": .care, "协商议事": .deliberation, "矛盾调解": .mediation,
  ]

  /// `2022-02-22 13:38`, by the clock on the wall.
  private static func time(_ text: String, zone: Zone) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
    let clock = parts[1].split(separator: ":").map { Int($0) }
    guard clock.count == 2, let hour = clock[0], (0...23).contains(hour), let minute = clock[1],
      (0...59).contains(minute)
    else { return nil }
    return zone.instant(of: day, hour: hour, minute: minute)
  }
}
