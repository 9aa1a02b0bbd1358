import Foundation
import Store
import Synchronization

/// Tells live readers (pages, sync, webhooks) that streams grew. It hands out sizes, not events: whoever reads goes on
/// from her own position with `Journal.events`, so a slow reader loses nothing.
package final class JournalFeed: Sendable {
  private struct Reader {
    let compartments: Set<Compartment>
    let continuation: AsyncStream<[Compartment: Int64]>.Continuation
  }
  private struct State {
    var sizes: [Compartment: Int64] = [:]
    var readers: [Int: Reader] = [:]
    var next = 0
  }
  private let state = Mutex(State())

  package init() {}

  /// The newest sizes of these streams each time that one of them grew, coalesced; ends when the feed is finished.
  /// Ask for it before reading the first events, so that nothing falls between.
  package func sizes(of compartments: Set<Compartment>) -> AsyncStream<[Compartment: Int64]> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: [Compartment: Int64].self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.next += 1
      state.readers[state.next] = Reader(compartments: compartments, continuation: continuation)
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.readers.removeValue(forKey: number) }
    }
    return stream
  }

  /// Takes in new sizes and tells the readers whom they concern.
  package func advance(_ sizes: [Compartment: Int64]) {
    let calls = state.withLock { state -> [(Reader, [Compartment: Int64])] in
      let grown = sizes.filter { $0.value > state.sizes[$0.key] ?? 0 }
      state.sizes.merge(grown) { _, new in new }
      return state.readers.values.filter { $0.compartments.contains(where: { grown[$0] != nil }) }
        .map { reader in (reader, state.sizes.filter { reader.compartments.contains($0.key) }) }
    }
    for (reader, sizes) in calls { reader.continuation.yield(sizes) }
  }

  /// Looks every `interval` for what other nodes sealed, while somebody reads; until the task is cancelled.
  package func follow(_ database: Database, every interval: Duration = .milliseconds(250)) async {
    while (try? await Task.sleep(for: interval)) != nil {
      let wanted = state.withLock {
        $0.readers.values.reduce(into: Set<Compartment>()) { $0.formUnion($1.compartments) }
      }
      guard !wanted.isEmpty else { continue }
      if let sizes = try? await database.read({ try Journal.sizes(of: wanted.sorted(), $0) }) { advance(sizes) }
    }
  }

  /// Ends all streams, for a graceful stop.
  package func finish() {
    let readers = state.withLock { state in
      defer { state.readers = [:] }
      return Array(state.readers.values)
    }
    for reader in readers { reader.continuation.finish() }
  }
}
