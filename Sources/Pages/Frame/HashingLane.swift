import Dispatch
import Kernel
import Synchronization

/// Where passwords are hashed: beside the event loops, two at a time, since each takes 64 MiB and a core.
final class HashingLane: Sendable {
  private let queue = DispatchQueue(label: "quanke.password", attributes: .concurrent)
  private let waiting = Mutex(0)
  private let gate = DispatchSemaphore(value: 2)
  /// More than this many waiting are sent away, so that guessing can't fill the memory or the line.
  private let longestLine = 32

  func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let enters = waiting.withLock { line in
      guard line < longestLine else { return false }
      line += 1
      return true
    }
    guard enters else { throw Failure(.tooMany, "problem.tooMany", retryAfter: 2) }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { [gate] in
        gate.wait()
        defer { gate.signal() }
        continuation.resume(with: Result { try work() })
      }
    }
  }
}
