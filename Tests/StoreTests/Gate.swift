import Dispatch

/// Holds a body of a transaction on its own thread until the test opens it; at most 20 s, so that a mistake fails.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func open() { semaphore.signal() }
  @discardableResult func wait() -> Bool { semaphore.wait(timeout: .now() + 20) == .success }
}
