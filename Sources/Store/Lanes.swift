import Dispatch
import Synchronization

/// A few seats (connections) that blocking work takes in turn, each on a thread of its own, so that no thread of
/// Swift's concurrency pool ever waits for a database.
///
/// Work that finds no free seat waits in line; past `patience` it is refused as `StoreError.unavailable`, so that an
/// overloaded database answers late but answers.
final class Lanes<Seat: Sendable>: Sendable {
  private struct Lane: Sendable {
    let seat: Seat
    let queue: DispatchQueue
  }
  private struct Waiting: Sendable {
    let number: Int
    let start: @Sendable (Lane) -> Void
    let refuse: @Sendable (StoreError) -> Void
  }
  private enum Entry { case now(Lane), later(Int), closed }
  private struct State {
    var idle: [Lane]
    var waiting: [Waiting] = []
    var lastNumber = 0
    var closed = false
    var closing: [CheckedContinuation<Void, Never>] = []
  }
  private let state: Mutex<State>
  private let count: Int
  private let patience: DispatchTimeInterval

  /// - Parameter patience: 10 s: longer than any honest page, shorter than the usual 30 s of proxies and browsers.
  init(_ seats: [Seat], label: String, patience: DispatchTimeInterval = .seconds(10)) {
    count = seats.count
    self.patience = patience
    // The last idle lane is taken first: the warm connections stay warm.
    let lanes = seats.enumerated().map { Lane(seat: $1, queue: DispatchQueue(label: "store.\(label).\($0)")) }
    state = Mutex(State(idle: lanes.reversed()))
  }

  func run<T: Sendable>(_ work: @escaping @Sendable (Seat) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      enter(
        start: { lane in
          continuation.resume(with: Result { try work(lane.seat) })
          self.leave(lane)
        },
        refuse: { continuation.resume(throwing: $0) })
    }
  }

  private func enter(start: @escaping @Sendable (Lane) -> Void, refuse: @escaping @Sendable (StoreError) -> Void) {
    let entry = state.withLock { state -> Entry in
      if state.closed { return .closed }
      if let lane = state.idle.popLast() { return .now(lane) }
      state.lastNumber += 1
      state.waiting.append(Waiting(number: state.lastNumber, start: start, refuse: refuse))
      return .later(state.lastNumber)
    }
    switch entry {
    case .now(let lane): lane.queue.async { start(lane) }
    case .later(let number):
      DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in self?.giveUp(number) }
    case .closed: refuse(.unavailable(reason: "the database is closed"))
    }
  }

  private func giveUp(_ number: Int) {
    let late = state.withLock { state -> Waiting? in
      // Numbers rise along the line; whoever came before has been refused or served already, so this is near the front.
      guard let index = state.waiting.firstIndex(where: { $0.number >= number }),
        state.waiting[index].number == number
      else { return nil }
      return state.waiting.remove(at: index)
    }
    late?.refuse(.unavailable(reason: "all connections to the database are busy"))
  }

  private func leave(_ lane: Lane) {
    let (next, closing) = state.withLock { state -> (Waiting?, [CheckedContinuation<Void, Never>]) in
      if !state.waiting.isEmpty { return (state.waiting.removeFirst(), []) }
      state.idle.append(lane)
      guard state.closed, state.idle.count == count else { return (nil, []) }
      defer { state.closing = [] }
      return (nil, state.closing)
    }
    if let next { lane.queue.async { next.start(lane) } }
    for continuation in closing { continuation.resume() }
  }

  /// Refuses new work, lets what runs and waits come to its end, then lets go of each seat.
  func close(_ release: (Seat) -> Void = { _ in }) async {
    await withCheckedContinuation { continuation in
      let idle = state.withLock { state -> Bool in
        state.closed = true
        if state.idle.count == count { return true }
        state.closing.append(continuation)
        return false
      }
      if idle { continuation.resume() }
    }
    for lane in state.withLock({ $0.idle }) { release(lane.seat) }
  }
}
