import Kernel
import Organisation

/// What the counts are asked for, and by what they are parted.
package struct StatisticsQuery: Sendable, Hashable {
  package enum Column: String, Sendable, CaseIterable {
    /// The places one step below the asked one (or of `level`), each with everything below it, and what lies at none of
    /// them under the asked place's own code.
    case place
    case month, day, kind, item
  }
  /// A place's code, 2 to 15 digits.
  package var place: String
  /// Both included.
  package var from: Day
  package var to: Day
  /// As the contract has it: place, month, kind.
  package var by: [Column]
  /// Which places below are rows; the next step where nil.
  package var level: Place.Level?
  /// Some kinds only; all where empty.
  package var kinds: Set<String>

  package init(
    place: String, from: Day, to: Day, by: [Column] = [.place, .month, .kind], level: Place.Level? = nil,
    kinds: Set<String> = []
  ) {
    self.place = place
    self.from = from
    self.to = to
    self.by = by
    self.level = level
    self.kinds = kinds
  }

  /// Ten years: more days than an office ever asks for at once.
  static let mostDays = 3660
  /// Rows that one answer may have.
  static let mostRows = 50_000
}

/// One count. Columns that were not asked for are nil.
package struct StatisticsRow: Sendable, Hashable {
  /// A place code.
  package var place: String?
  package var placeName: String?
  package var placeNameEn: String?
  /// 2022-03
  package var month: String?
  package var day: Day?
  package var kind: String?
  /// The catalogue's code; empty for what has none.
  package var item: String?
  package var count: Int
}

extension StatisticsQuery {
  /// Reads the query parameters `place`, `from`, `to` (dates, or months as `2022-03`), `by` (column names parted by
  /// commas), `level`, `kind`. Without dates: the ten years until today. Without a level: communities, or the grids of one.
  /// - Throws: `Failure(.invalid)` that points at each parameter that can't be read.
  package init(query: [String: String], place home: String, today: Day) throws {
    var failures: [FieldFailure] = []
    func read<Value>(_ name: String, _ parse: (String) -> Value?) -> Value? {
      guard let text = query[name], !text.isEmpty else { return nil }
      if let value = parse(text) { return value }
      failures.append(FieldFailure("?\(name)", Phrase("problem.value", ["name": name])))
      return nil
    }
    let from = read("from") { Day($0) ?? Day($0 + "-01") }
    let to = read("to") { Day($0) ?? Day($0 + "-01").flatMap(Self.lastDay) }
    let by = read("by") { text -> [Column]? in
      let words = text.split(separator: ",").map { Column(rawValue: String($0)) }
      return words.contains(nil) || Set(words).count != words.count ? nil : words.compactMap(\.self)
    }
    let kinds = read("kind") { Set($0.split(separator: ",").map(String.init)) }
    let place = read("place") { PlaceCode($0)?.text } ?? home
    let last = to ?? today
    self.init(
      place: place, from: from ?? last.adding(days: 1 - Self.mostDays), to: last, by: by ?? [.place, .month, .kind],
      level: read("level", Place.Level.init(rawValue:))
        ?? (place.count < Place.Level.community.digits ? .community : nil),
      kinds: kinds ?? [])
    guard failures.isEmpty else { throw Failure(.invalid, "problem.invalid", fields: failures) }
  }

  private static func lastDay(of first: Day) -> Day? {
    Day(year: first.year, month: first.month, day: Day.length(ofMonth: first.month, year: first.year))
  }
}
