/// When an office is open on a working day: slots of minutes since midnight, in order, none touching another.
package struct OfficeHours: Hashable, Sendable, Codable {
  package struct Slot: Hashable, Sendable, Codable {
    /// Minutes since midnight, included.
    package let start: Int
    /// Minutes since midnight, excluded; at most 1440.
    package let end: Int

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  package let slots: [Slot]

  /// - Throws: `CalendarError.badOfficeHours`.
  package init(_ slots: [Slot]) throws {
    let edges = slots.flatMap { [$0.start, $0.end] }
    guard let first = edges.first, first >= 0, edges.last! <= 1440,
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw CalendarError.badOfficeHours }
    self.slots = slots
  }

  package init(from decoder: any Decoder) throws {
    enum Keys: CodingKey { case slots }
    try self.init(decoder.container(keyedBy: Keys.self).decode([Slot].self, forKey: .slots))
  }

  /// 08:30 to 12:00 and 14:30 to 18:00: what an installation has until it sets its own.
  package static let usual = OfficeHours(checked: [Slot(start: 510, end: 720), Slot(start: 870, end: 1080)])

  private init(checked slots: [Slot]) {
    self.slots = slots
  }

  /// The stretches of a day during which the office is open.
  package func stretches(on day: Day, in zone: Zone) -> [Range<Instant>] {
    slots.map { zone.instant(of: day, minute: $0.start)..<zone.instant(of: day, minute: $0.end) }
  }

  /// When the office closes on that day.
  package func close(of day: Day, in zone: Zone) -> Instant {
    zone.instant(of: day, minute: slots[slots.count - 1].end)
  }
}
