import Foundation
import Kernel
import Store

/// The append-only record of who did what. Writing is here; `Sealer` orders, `Verifier` checks.
package enum Journal {
  /// Writes an event in the transaction in which it happened. It has no position yet: the sealer gives it one after the
  /// commit, so that no writer waits for another.
  /// - Parameter vault: seals what the change marks as `.sealed`.
  /// - Returns: the event's integer key.
  @discardableResult
  package static func append(_ event: Event, sealing vault: Vault? = nil, _ session: any Session) throws -> Int64 {
    let event = try event.sealed(by: vault)
    let canonical = try event.canonical()
    let key = try insert(event, canonical, session)
    try session.execute("INSERT INTO event_unsealed (event_key) VALUES (\(key))")
    return key
  }

  private static func insert(_ event: Event, _ canonical: Data, _ session: any Session) throws -> Int64 {
    do {
      return try session.key(
        """
        INSERT INTO event (id, compartment_key, canonical, digest, action, subject_kind, subject_id, account_key,
          place_key, recorded_at)
        VALUES (\(event.id), (SELECT compartment_key FROM compartment WHERE name = \(event.compartment.name)),
          \(canonical), \(Event.digest(ofCanonical: canonical)), \(event.action), \(event.subject.kind),
          \(event.subject.id), \(event.actor.accountKey.sqlValue), \(event.placeKey.sqlValue), \(event.recordedAt))
        RETURNING event_key
        """)
    } catch StoreError.notNull {
      // The only column that can be: all others come from fields that are never nil.
      throw JournalError.unknownCompartment(event.compartment.name)
    }
  }
}
