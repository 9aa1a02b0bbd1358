import Foundation

/// A point in time: milliseconds since 1970-01-01T00:00Z, as the databases keep it.
///
/// Rules never ask for the present time: `now` is handed to them.
package struct Instant: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00Z, leap seconds not counted.
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// What the machine's clock says. For the edges (a request comes in, a job wakes up) only.
  package static func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// This instant moved by a number of milliseconds; negative goes back.
  package func adding(milliseconds: Int64) -> Instant {
    Instant(milliseconds: self.milliseconds + milliseconds)
  }

  package static func + (instant: Instant, span: Span) -> Instant {
    instant.adding(milliseconds: span.milliseconds)
  }

  package static func - (instant: Instant, span: Span) -> Instant {
    instant.adding(milliseconds: -span.milliseconds)
  }

  /// The span from `right` to `left`.
  package static func - (left: Instant, right: Instant) -> Span {
    Span(milliseconds: left.milliseconds - right.milliseconds)
  }
}

extension Instant: Comparable {
  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

extension Instant: Codable {
  /// Milliseconds as a number: the form of stored facts. Outside the house times are RFC 3339 text.
  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

/// A length of time in milliseconds; may be negative.
package struct Span: Hashable, Sendable, Comparable, Codable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static let zero = Span(milliseconds: 0)

  package static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
  package static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1000) }
  package static func minutes(_ count: Int64) -> Span { Span(milliseconds: count * 60_000) }
  package static func hours(_ count: Int64) -> Span { Span(milliseconds: count * 3_600_000) }

  /// Days of 24 hours, which in a zone without summer time are calendar days.
  package static func days(_ count: Int64) -> Span { Span(milliseconds: count * 86_400_000) }

  /// Whole minutes, rounded down.
  package var minutes: Int64 { Int64((Double(milliseconds) / 60_000).rounded(.down)) }

  package static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds + right.milliseconds) }
  package static func - (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }
}
