import Foundation
import Kernel
import Store

/// One batch of the sealer: up to `limit` committed events get their positions, in one transaction.
struct SealingBatch: Sendable {
  let lease: Lease
  let headKey: HeadKey
  let now: Instant
  let limit: Int
  /// Streams that can't be continued, by integer key.
  let skipping: Set<Int64>

  struct Outcome: Sendable {
    var count = 0
    /// The new sizes of the streams that grew.
    var sizes: [Compartment: Int64] = [:]
    /// Streams whose tree somebody damaged; their events go on waiting.
    var damaged: [Compartment: Int64] = [:]
  }

  private struct Unsealed {
    let eventKey: Int64
    let digest: Data
  }

  func run(_ session: any Session) throws -> Outcome {
    guard try session.tryLock(.named("journal.seal")), try lease.take(now: now, session) else { return Outcome() }
    let rows = try session.all(
      """
      SELECT u.event_key, e.compartment_key, c.name, e.digest FROM event_unsealed u
      JOIN event e ON e.event_key = u.event_key JOIN compartment c ON c.compartment_key = e.compartment_key
      WHERE e.compartment_key NOT IN (\(list: skipping.isEmpty ? [0] : skipping.sorted()))
      ORDER BY u.event_key LIMIT \(limit)
      """)
    var outcome = Outcome()
    for (value, part) in Dictionary(grouping: rows, by: { $0.values[1] }) {
      guard let key = Int64.from(value), let compartment = Compartment(named: try part[0]["name"]) else {
        throw StoreError.column("compartment_key")
      }
      let events = try part.map { Unsealed(eventKey: try $0["event_key"], digest: try $0["digest"]) }
      do {
        outcome.sizes[compartment] = try session.savepoint { try place(events, compartment, key, session) }
        outcome.count += events.count
      } catch is TreeError { outcome.damaged[compartment] = key }
    }
    return outcome
  }

  /// Appends events to their stream and signs its head. Returns the new size.
  private func place(_ events: [Unsealed], _ compartment: Compartment, _ key: Int64, _ session: any Session) throws
    -> Int64
  {
    var frontier = try TreeStore.frontier(of: key, size: TreeStore.size(of: key, session), session)
    var positions: [SQL] = []
    var nodes: [SQL] = []
    for event in events {
      frontier.append(event.digest) { node, hash in
        nodes.append("(\(key), \(node.level), \(node.number), \(hash))")
      }
      positions.append("(\(key), \(frontier.size), \(event.eventKey))")
    }
    try TreeStore.insert("INSERT INTO event_position (compartment_key, position, event_key)", positions, session)
    try TreeStore.insert("INSERT INTO tree_node (compartment_key, level, number, hash)", nodes, session)
    try TreeStore.inPieces(events.map(\.eventKey)) { piece in
      try session.execute("DELETE FROM event_unsealed WHERE event_key IN (\(list: Array(piece)))")
    }
    let head = try headKey.sign(compartment: compartment, size: frontier.size, root: frontier.root, at: now)
    try TreeStore.write(head, of: key, session)
    return frontier.size
  }
}
