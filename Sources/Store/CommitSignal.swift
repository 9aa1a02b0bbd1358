import Synchronization

/// Tells any number of listeners that something was committed. A slow listener misses none: signals that it has not
/// yet taken melt into one.
final class CommitSignal: Sendable {
  private struct Listeners {
    var next = 0
    var open: [Int: AsyncStream<Void>.Continuation] = [:]
    var closed = false
  }
  private let listeners = Mutex(Listeners())

  func stream() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = listeners.withLock { listeners -> Int? in
      guard !listeners.closed else { return nil }
      listeners.next += 1
      listeners.open[listeners.next] = continuation
      return listeners.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { _ = $0.open.removeValue(forKey: number) }
    }
    return stream
  }

  func send() {
    for listener in listeners.withLock({ Array($0.open.values) }) { listener.yield() }
  }

  func close() {
    let open = listeners.withLock { listeners in
      listeners.closed = true
      return Array(listeners.open.values)
    }
    for listener in open { listener.finish() }
  }
}
