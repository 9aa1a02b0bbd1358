/// Stretches of time in their order, none touching another.
struct Stretches {
  private let stops: [Range<Instant>]

  /// Joins what overlaps or touches; empty ones count for nothing.
  init(stops: [Range<Instant>]) {
    var joined: [Range<Instant>] = []
    for stop in stops.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, stop.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, stop.upperBound)
      } else {
        joined.append(stop)
      }
    }
    self.stops = joined
  }

  /// Where a stretch begins that has no end.
  var endless: Instant? { stops.last.flatMap { $0.upperBound == .endOfTime ? $0.lowerBound : nil } }

  func contains(_ instant: Instant) -> Bool { stops.contains { $0.contains(instant) } }

  func touch(_ stretch: Range<Instant>) -> Bool { stops.contains { $0.overlaps(stretch) } }

  /// What of a stretch lies outside.
  func gaps(in stretch: Range<Instant>) -> [Range<Instant>] {
    var gaps: [Range<Instant>] = []
    var from = stretch.lowerBound
    for stop in stops where stop.overlaps(stretch) {
      if from < stop.lowerBound { gaps.append(from..<stop.lowerBound) }
      from = max(from, stop.upperBound)
    }
    if from < stretch.upperBound { gaps.append(from..<stretch.upperBound) }
    return gaps
  }

  /// How much of the stretches lies before an instant.
  static func length(of stretches: [Range<Instant>], until now: Instant) -> Span {
    stretches.reduce(.zero) { $0 + max(.zero, min(now, $1.upperBound) - $1.lowerBound) }
  }

  /// The instant at which so much of the stretches is over; nil if they are shorter.
  static func point(after span: Span, in stretches: [Range<Instant>]) -> Instant? {
    var left = span
    for stretch in stretches {
      let length = stretch.upperBound - stretch.lowerBound
      if left <= length { return stretch.lowerBound + left }
      left = left - length
    }
    return nil
  }
}

extension Instant {
  /// Later than anything that happens; far enough from the type's limit to reckon with.
  static let endOfTime = Instant(milliseconds: Int64.max / 4)
}
