import Foundation
import Kernel
import Store

/// An event of a stream as verification sees it: its leaf hash from its own bytes, and what contradicts them.
struct FoundLeaf {
  let position: Int64
  /// Nil if the event's row is gone.
  let hash: Data?
  /// Names of the columns that don't repeat what the bytes say.
  let columns: [String]

  /// Events in the order of their positions, page by page.
  static func pages(of compartment: Compartment, key: Int64, _ session: any Session) -> PageReader<FoundLeaf> {
    var last: Int64 = 0
    return PageReader {
      let page = try session.all(
        """
        SELECT p.position, e.event_key, e.id, e.compartment_key, e.canonical, e.digest, e.action, e.subject_kind,
          e.subject_id, e.account_key, e.place_key, e.recorded_at
        FROM event_position p LEFT JOIN event e ON e.event_key = p.event_key
        WHERE p.compartment_key = \(key) AND p.position > \(last) ORDER BY p.position LIMIT 500
        """
      ).map { try FoundLeaf($0, compartment, key) }
      last = page.last?.position ?? last
      return page
    }
  }

  private init(_ row: Row, _ compartment: Compartment, _ key: Int64) throws {
    position = try row["position"]
    let bytes: Data? = try row["canonical"]
    hash = bytes.map { Event.digest(ofCanonical: $0) }
    guard let bytes else {
      columns = []
      return
    }
    guard let event = try? Event(canonical: bytes) else {
      columns = ["canonical"]
      return
    }
    let checks: [(String, Bool)] = [
      ("digest", try row["digest"] == hash), ("id", try row["id"] == event.id),
      ("compartment_key", try row["compartment_key"] == key && event.compartment == compartment),
      ("action", try row["action"] == event.action), ("subject_kind", try row["subject_kind"] == event.subject.kind),
      ("subject_id", try row["subject_id"] == event.subject.id),
      ("account_key", try row["account_key"] == event.actor.accountKey),
      ("place_key", try row["place_key"] == event.placeKey),
      ("recorded_at", try row["recorded_at"] == event.recordedAt),
    ]
    columns = checks.filter { !$0.1 }.map(\.0)
  }
}

/// A leaf as the stored tree has it, level 0 of `tree_node`.
struct StoredLeaf {
  /// From 0.
  let number: Int64
  /// Nil if the row is gone.
  let hash: Data?

  static func pages(of key: Int64, _ session: any Session) -> PageReader<StoredLeaf> {
    var next: Int64 = 0
    return PageReader {
      let rows = try session.all(
        """
        SELECT number, hash FROM tree_node WHERE compartment_key = \(key) AND level = 0 AND number >= \(next)
        ORDER BY number LIMIT 500
        """)
      var page: [StoredLeaf] = []
      for row in rows {
        let number: Int64 = try row["number"]
        // A gap of any length is one finding's worth: fill at most a page's length.
        while next < number, page.count < 1000 {
          page.append(StoredLeaf(number: next, hash: nil))
          next += 1
        }
        guard next == number else { break }
        page.append(StoredLeaf(number: number, hash: try row["hash"]))
        next = number + 1
      }
      return page
    }
  }
}
