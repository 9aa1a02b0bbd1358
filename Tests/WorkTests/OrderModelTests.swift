import Access
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

/// Random acts, legal and not, against a model that knows nothing of the fold or the table of moves.
struct OrderModelTests {
  /// What a clerk with paper and pencil would say.
  private struct Paper {
    var state = "accepted"
    var holder = "community"
    var acts = 1

    /// Whether the act may be done by somebody of that office, to an order of that item; does it if so.
    mutating func may(_ verb: OrderVerb, office: String, isCommunitys: Bool, isImmediate: Bool) -> Bool {
      let mine = office == holder
      switch (state, verb) {
      case ("accepted", .dispatch) where mine && !isCommunitys: (state, holder) = ("dispatched", "civil")
      case ("accepted", .close) where mine && (isCommunitys || isImmediate): state = "closed"
      case ("dispatched", .signFor) where mine: state = "handling"
      case ("handling", .close) where mine: state = "closed"
      default: return false
      }
      acts += 1
      return true
    }
  }

  @Test(arguments: Engine.allCases, [1, 2, 3])
  func `whatever is tried, state and columns are what the paper says`(engine: Engine, seed: UInt64) async throws {
    try await Town.story(on: engine) { town in
      var dice = Dice(seed: seed)
      for item in ["W020201", "W020302", "W080101"] {
        let id = try await town.accept(item).id
        var paper = Paper()
        for step in 1...14 {
          let verb = [OrderVerb.dispatch, .signFor, .close].randomElement(using: &dice)!
          let worker = [Cast.panjing, Cast.wuhao].randomElement(using: &dice)!
          let allowed = paper.may(
            verb, office: worker.user == "wuhao" ? "civil" : "community", isCommunitys: item == "W080101",
            isImmediate: item != "W020201")
          let now = Town.morning + .minutes(Int64(step))
          let refusal = try await Town.refusal { try await town.attempt(verb, id, by: worker, at: now) }
          #expect((refusal == nil) == allowed, "\(item) \(verb) by \(worker.user): \(refusal ?? "done")")
        }
        let order = try await town.view(id, by: Cast.panjing).order
        #expect(order.columns.state.rawValue == paper.state)
        #expect(order.columns.version == paper.acts)
      }
      let day = Day(Cast.today)!
      #expect(try await town.database.read { try OrderRebuild.check(at: day, in: $0) }.isEmpty)
      #expect(try await town.database.read { try TallyRebuild.check(in: $0) }.isEmpty)
    }
  }

  @Test(arguments: Engine.allCases)
  func `what a button says is what the act does`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      for item in ["W020201", "W080101"] {
        let id = try await town.accept(item).id
        for _ in 0..<4 {
          for worker in [Cast.panjing, Cast.suyan] {
            let view = try await town.view(id, by: worker)
            // Signing for is no deed of the community's at all: access refuses it before the moves are asked.
            for move in view.moves where !move.isPossible && move.verb != .signFor {
              #expect(
                try await Town.refusal { try await town.attempt(move.verb, id, by: worker, at: Town.morning) }
                  == move.obstacle?.key)
            }
          }
          let next = try await town.view(id, by: Cast.panjing).moves.first(where: \.isPossible)
          if let next {
            try await town.attempt(next.verb, id, by: Cast.panjing, at: Town.morning)
          } else if try await town.view(id, by: Cast.panjing).order.columns.state == .dispatched {
            try await town.signFor(id)
          }
        }
      }
    }
  }
}

extension Town {
  fileprivate func attempt(_ verb: OrderVerb, _ id: EntityID, by worker: Cast.Worker, at now: Instant) async throws {
    switch verb {
    case .accept: break
    case .dispatch:
      // A department has no right to hand on: for it the act is refused before anything is looked up.
      try await dispatch(id, by: worker, at: now)
    case .signFor: try await signFor(id, by: worker, at: now)
    case .close: try await close(id, by: worker, at: now)
    }
  }
}

/// A small generator with a seed (SplitMix64), so that a failing story can be told again.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
