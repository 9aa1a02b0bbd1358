import Foundation
import Kernel
import Store

/// Work that one node does at a time. A lease saves the others the trouble; what must not happen twice is guarded by
/// locks and constraints all the same, since clocks differ.
struct Lease: Sendable {
  let name: String
  let holder: EntityID
  let length: Span

  /// Takes or prolongs the lease; false if another holds it. Part of the write that does the work.
  func take(now: Instant, _ session: any Session) throws -> Bool {
    let held = try session.first("SELECT holder, until FROM lease WHERE name = \(name)")
    if let held {
      let (owner, until): (EntityID, Instant) = (try held["holder"], try held["until"])
      if owner == holder, until - now > Span(milliseconds: length.milliseconds / 2) { return true }
      if owner != holder, until > now { return false }
    }
    let changed = try session.execute(
      """
      INSERT INTO lease (name, holder, until) VALUES (\(name), \(holder), \(now + length))
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE lease.holder = excluded.holder OR lease.until <= \(now)
      """)
    return changed == 1
  }
}
