import Foundation
import Kernel
import Store

/// An event as it is read back: sealed parts stay sealed until `event.opened(by:)`.
package struct RecordedEvent: Sendable, Hashable {
  /// The integer key, ascending roughly in time; the cursor of histories.
  package let key: Int64
  /// The place in its compartment's stream, from 1; nil for the moment until it is sealed.
  package let position: Int64?
  package let event: Event
}

extension Journal {
  /// All compartments, by name; each has a stream.
  package static func compartments(_ session: any Session) throws -> [Compartment] {
    try VaultStore.compartments(session).keys.sorted()
  }

  /// How many events the streams hold; compartments that aren't there are left out.
  package static func sizes(of compartments: [Compartment], _ session: any Session) throws -> [Compartment: Int64] {
    var found: [Compartment: Int64] = [:]
    for compartment in compartments {
      let key: Int64? = try session.value("SELECT compartment_key FROM compartment WHERE name = ?1", compartment.name)
      if let key { found[compartment] = try TreeStore.size(of: key, session) }
    }
    return found
  }

  /// A stream's events after a position, in order: what sync, webhooks and live pages follow.
  package static func events(in compartment: Compartment, after position: Int64, limit: Int, _ session: any Session)
    throws -> [RecordedEvent]
  {
    try session.all(
      """
      SELECT e.event_key, p.position, e.canonical
      FROM event_position p JOIN event e ON e.event_key = p.event_key
      WHERE p.compartment_key = (SELECT compartment_key FROM compartment WHERE name = \(compartment.name))
      AND p.position > \(position) ORDER BY p.position LIMIT \(limit)
      """
    ).map(recorded)
  }

  /// What happened to one subject, the newest first; only in the compartments that the reader may read.
  /// - Parameter key: only events before this one (`RecordedEvent.key`), for the next page.
  package static func events(
    of subject: Subject, in compartments: [Compartment], before key: Int64? = nil, limit: Int, _ session: any Session
  ) throws -> [RecordedEvent] {
    try history(
      "e.subject_kind = \(subject.kind) AND e.subject_id = \(subject.id)", compartments, before: key, limit: limit,
      session)
  }

  /// What one account did, the newest first.
  package static func events(
    byAccount account: Int64, in compartments: [Compartment], before key: Int64? = nil, limit: Int,
    _ session: any Session
  ) throws -> [RecordedEvent] {
    try history("e.account_key = \(account)", compartments, before: key, limit: limit, session)
  }

  private static func history(
    _ condition: SQL, _ compartments: [Compartment], before key: Int64?, limit: Int, _ session: any Session
  ) throws -> [RecordedEvent] {
    try session.all(
      """
      SELECT e.event_key, p.position, e.canonical
      FROM event e JOIN compartment c ON c.compartment_key = e.compartment_key
      LEFT JOIN event_position p ON p.event_key = e.event_key
      WHERE \(condition) AND c.name IN (\(list: compartments.map(\.name)))
      AND e.event_key < \(key ?? Int64.max) ORDER BY e.event_key DESC LIMIT \(limit)
      """
    ).map(recorded)
  }

  private static func recorded(_ row: Row) throws -> RecordedEvent {
    RecordedEvent(
      key: try row["event_key"], position: try row["position"], event: try Event(canonical: try row["canonical"]))
  }
}
