import Kernel

/// The when and which of one request: its time, its number, and where new identifiers come from. Rules ask nothing else
/// of the outside world, so a test can give them any time.
package struct Occasion: Sendable {
  package let now: Instant
  package let zone: Zone
  package let requestID: EntityID
  package let newID: @Sendable () -> EntityID

  package init(now: Instant, zone: Zone, requestID: EntityID, newID: @escaping @Sendable () -> EntityID) {
    self.now = now
    self.zone = zone
    self.requestID = requestID
    self.newID = newID
  }

  /// An occasion with identifiers from the system's random source.
  package static func at(_ now: Instant, zone: Zone = .shanghai) -> Occasion {
    let newID: @Sendable () -> EntityID = {
      var random = SystemRandomNumberGenerator()
      return EntityID(now: now, random: &random)
    }
    return Occasion(now: now, zone: zone, requestID: newID(), newID: newID)
  }

  /// The day in the installation's zone.
  package var today: Day { zone.day(of: now) }
}
