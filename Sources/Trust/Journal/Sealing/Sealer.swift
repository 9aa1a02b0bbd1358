import Foundation
import Kernel
import Logging
import Store
import Synchronization

/// Gives committed events their place in the one order that comes after (house decision 3): dense positions and a
/// Merkle tree, a stream per compartment. Each node runs one; a lease decides which works.
///
/// An event that commits late is simply in a later batch: readers follow positions and miss nothing.
package final class Sealer: Sendable {
  private let database: Database
  private let headKey: HeadKey
  private let lease: Lease
  private let feed: JournalFeed?
  private let clock: @Sendable () -> Instant
  private let logger: Logger
  private let known = Mutex<Set<Compartment>>([])
  /// Bounds memory and the time for which a batch holds the writer.
  private static let batch = 1024
  /// Another node takes over after so long.
  private static let leaseLength = Span.seconds(2)

  /// - Parameter holder: this process's own id.
  package init(
    database: Database, headKey: HeadKey, holder: EntityID, feed: JournalFeed? = nil,
    logger: Logger = Logger(label: "journal"), clock: @escaping @Sendable () -> Instant
  ) {
    self.database = database
    self.headKey = headKey
    self.feed = feed
    self.clock = clock
    self.logger = logger
    lease = Lease(name: "journal.seal", holder: holder, length: Self.leaseLength)
  }

  /// Seals what is committed, batch after batch. Returns how many events got their place; 0 also if another node works.
  @discardableResult package func sealOnce() async throws -> Int {
    var total = 0
    var damaged: [Compartment: Int64] = [:]
    while try await hasUnsealed() {
      let batch = SealingBatch(
        lease: lease, headKey: headKey, now: clock(), limit: Self.batch, skipping: Set(damaged.values))
      let outcome = try await database.write { try batch.run($0) }
      damaged.merge(outcome.damaged) { first, _ in first }
      note(damaged)
      if outcome.count == 0, outcome.damaged.isEmpty { break }
      feed?.advance(outcome.sizes)
      total += outcome.count
    }
    return total
  }

  /// Says once of each damaged stream that it waits; the others go on.
  private func note(_ damaged: [Compartment: Int64]) {
    let new = known.withLock { known in
      defer { known.formUnion(damaged.keys) }
      return damaged.keys.filter { !known.contains($0) }
    }
    for compartment in new {
      logger.critical(
        "the stored tree is damaged, events wait; run verify", metadata: ["compartment": "\(compartment)"])
    }
  }

  private func hasUnsealed() async throws -> Bool {
    try await database.read { try $0.row("SELECT event_key FROM event_unsealed LIMIT 1") != nil }
  }

  /// Seals until the task is cancelled: after commits of this process at once, and every 250 ms for those of others.
  package func run() async {
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let commits = database.commits()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in commits { wake.yield() } }
      group.addTask {
        while (try? await Task.sleep(for: .milliseconds(250))) != nil { wake.yield() }
        wake.finish()
      }
      for await _ in wakes {
        if Task.isCancelled { break }
        await sealNoting()
        // Under load a short rest makes batches instead of a transaction per commit.
        try? await Task.sleep(for: .milliseconds(10))
      }
      group.cancelAll()
    }
  }

  private func sealNoting() async {
    do { try await sealOnce() } catch is CancellationError {} catch {
      logger.error("sealing failed, will be tried again", metadata: ["error": "\(error)"])
      try? await Task.sleep(for: .seconds(1))
    }
  }
}
