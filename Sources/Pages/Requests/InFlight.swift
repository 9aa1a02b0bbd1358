import Synchronization

/// The idempotent requests that are running in this process, so that a second one isn't started beside the first.
final class InFlight: Sendable {
  private let running = Mutex<Set<String>>([])

  /// Whether the request may begin; then `end` must be called.
  func begin(_ key: String) -> Bool { running.withLock { $0.insert(key).inserted } }
  func end(_ key: String) { running.withLock { _ = $0.remove(key) } }
}
