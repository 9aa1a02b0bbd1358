import Kernel
import Lists

/// What became of a list: every row is in exactly one of the five counts.
package struct ImportResult: Sendable, Hashable {
  package let id: EntityID
  package let takenAt: Instant
  package var counts: [RowOutcome: Int]
  /// People whom the registry didn't know.
  package var created = 0
  /// People whom it knew.
  package var matched = 0
  /// The very same file was taken before, and nothing was done now; the counts are those of then.
  package var takenBefore = false

  package var received: Int { counts.values.reduce(0, +) }
  package func count(_ outcome: RowOutcome) -> Int { counts[outcome] ?? 0 }

  package init(id: EntityID, takenAt: Instant, counts: [RowOutcome: Int]) {
    (self.id, self.takenAt, self.counts) = (id, takenAt, counts)
  }
}
