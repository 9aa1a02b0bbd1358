/// A limit of time, or an amount of it, in the unit in which the rule was written.
package enum Limit: Hashable, Sendable {
  /// The day of the start doesn't count; the time is up when the office closes on the last day (Administrative
  /// Licensing Law art. 82: days are working days; Civil Code arts. 201 and 203).
  case workingDays(Int)

  /// Minutes of open office, from the very start.
  case workingMinutes(Int)

  /// By the clock on the wall, day and night.
  case continuous(Span)

  /// The amount in its unit: days, minutes or milliseconds.
  package var amount: Int64 {
    switch self {
    case .workingDays(let days): Int64(days)
    case .workingMinutes(let minutes): Int64(minutes)
    case .continuous(let span): span.milliseconds
    }
  }

  /// Another amount in the same unit.
  package func with(amount: Int64) -> Limit {
    switch self {
    case .workingDays: .workingDays(Int(amount))
    case .workingMinutes: .workingMinutes(Int(amount))
    case .continuous: .continuous(Span(milliseconds: amount))
    }
  }

  func isLike(_ other: Limit) -> Bool { with(amount: 0) == other.with(amount: 0) }
}

extension Limit: Codable {
  private enum Keys: String, CodingKey { case workingDays, workingMinutes, continuousMilliseconds }

  /// An object with one key that names the unit.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "one unit expected"))
    }
    let amount = try container.decode(Int64.self, forKey: key)
    switch key {
    case .workingDays: self = .workingDays(Int(amount))
    case .workingMinutes: self = .workingMinutes(Int(amount))
    case .continuousMilliseconds: self = .continuous(Span(milliseconds: amount))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    switch self {
    case .workingDays(let days): try container.encode(days, forKey: .workingDays)
    case .workingMinutes(let minutes): try container.encode(minutes, forKey: .workingMinutes)
    case .continuous(let span): try container.encode(span.milliseconds, forKey: .continuousMilliseconds)
    }
  }
}
