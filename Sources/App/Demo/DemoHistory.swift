import Access
import Foundation
import Kernel
import Statistics
import Store
import Trust

/// Half a year of what a district did, as counted facts: the numbers of the newspaper article (147,159 visits, "over"
/// 8,000 matters, 2,300 cares for old and young, 900 consultations, 600 mediations).
struct DemoHistory {
  static let visits = 147_159
  static let matters = [("民生事项", 8016), ("一老一小", 2300), ("协商议事", 912), ("矛盾调解", 607)]
  /// Up to yesterday.
  static let days = 182

  let district: DemoDistrict
  let today: Day
  /// Codes of the catalogue's items.
  let items: [String]

  /// A file of history as an office would bring it, its rows made one after the other.
  struct File {
    let name: String
    let headings: [String]
    let count: Int
    let row: @Sendable (Int) -> [String]
    /// Stands for the file's bytes, which are never written.
    var digest: Data { ListDigest.of(Data(name.utf8)) }
    var rows: some Sequence<[String]> { (0..<count).lazy.map(row) }
  }

  var files: [File] { [visitFile, matterFile] }

  private var visitFile: File {
    let grids = district.communities.flatMap { community in
      (1...community.grids).map { community.code + DemoPlaces.digits($0) }
    }
    return File(
      name: "demo-visits-\(district.code)", headings: HistoryLayout.visits.headings, count: Self.visits,
      row: { number in
        var random = DemoRandom("demo-visit-\(district.code)-\(number)")
        let grid = random.one(of: grids)
        return [
          time(&random, hours: 9...19), worker(&random), grid, grid + DemoDistrict.digits(random.int(1...300), 4),
          Self.task(&random), random.one(of: [("已走访", 88), ("未遇", 10), ("拒访", 2)]),
        ]
      })
  }

  private var matterFile: File {
    let codes = district.communities.map(\.code)
    let total = Self.matters.reduce(0) { $0 + $1.1 }
    return File(
      name: "demo-matters-\(district.code)", headings: HistoryLayout.matters.headings, count: total,
      row: { number in
        var random = DemoRandom("demo-matter-\(district.code)-\(number)")
        let kind = Self.kind(number)
        let time = time(&random, hours: 8...17)
        return [
          kind, time, worker(&random), random.one(of: codes), kind == "民生事项" ? random.one(of: items) : "", time,
        ]
      })
  }

  /// The kinds stand one after the other.
  private static func kind(_ number: Int) -> String {
    var rest = number
    for (kind, count) in matters {
      rest -= count
      if rest < 0 { return kind }
    }
    return matters[0].0
  }

  /// A time of one of the days; of five that fall on a weekend, three are moved to the Friday before.
  private func time(_ random: inout DemoRandom, hours: ClosedRange<Int>) -> String {
    var day = today.adding(days: -random.int(1...Self.days))
    if day.weekday > 5, random.happens(600) { day = day.adding(days: 5 - day.weekday) }
    return
      "\(day.iso) \(DemoDistrict.digits(random.int(hours), 2)):\(DemoDistrict.digits(random.int(0...59), 2))"
  }

  private func worker(_ random: inout DemoRandom) -> String {
    "G" + DemoDistrict.digits(random.int(1...DemoDistrict.workers), 4)
  }

  /// One of the 75 tasks of visits: 10 classes with two sub-classes each, of four or three tasks.
  private static func task(_ random: inout DemoRandom) -> String {
    let (group, part) = (random.int(1...10), random.int(1...2))
    let tasks = part == 2 && group > 5 ? 3 : 4
    return "V" + DemoDistrict.digits(group, 2) + DemoDistrict.digits(part, 2)
      + DemoDistrict.digits(random.int(1...tasks), 2)
  }
}
