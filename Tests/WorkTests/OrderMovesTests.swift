import Rulebook
import Testing

@testable import Work

struct OrderMovesTests {
  private static let sound = [
    "none,accept,windowWorker,place,accepted,,", "accepted,dispatch,windowWorker,ownerUnit,dispatched,,",
    "dispatched,signFor,departmentOfficer,ownerUnit,handling,,", "handling,close,departmentOfficer,ownerUnit,closed,,",
  ]

  private func read(_ lines: [String]) throws -> OrderMoves {
    let text = (["state,verb,roles,who,to,sets,clears"] + lines).joined(separator: "\n")
    return try OrderMoves(table: CommaSeparated(name: "moves", text: text, headings: OrderMoves.headings))
  }

  @Test func `the delivered table is sound`() throws {
    let moves = try OrderMoves.delivered()
    #expect(moves.move(.accept, in: nil) != nil)
    #expect(moves.moves.allSatisfy { $0.state != .closed })
  }

  @Test(arguments: [
    ("accepted,return,windowWorker,ownerUnit,accepted,,", "unknown verb return"),
    ("waiting,close,windowWorker,ownerUnit,closed,,", "unknown state waiting"),
    ("accepted,close,king,ownerUnit,closed,,", "unknown role king"),
    ("accepted,close,,ownerUnit,closed,,", "nobody may do it"),
    ("accepted,close,windowWorker,anybody,closed,,", "unknown word anybody"),
    ("accepted,close,windowWorker,ownerUnit,handling,,", "close leads to closed, not to handling"),
    ("accepted,close,windowWorker,ownerUnit,closed,late,", "unknown flag late"),
    ("handling,close,windowWorker,ownerUnit,closed,,", "handling and close stand twice"),
    ("accepted,accept,windowWorker,place,accepted,,", "an order begins with its acceptance"),
  ])
  func `a bad line is refused with its number`(line: String, reason: String) throws {
    #expect(throws: RuleRefusal(source: "moves", line: 6, reason: reason)) { try read(Self.sound + [line]) }
  }

  @Test func `a state that nobody reaches, that never ends, or that goes on after the end`() throws {
    #expect(throws: RuleRefusal(source: "moves", reason: "dispatched is never reached")) {
      try read(Self.sound.filter { !$0.contains("dispatch,") })
    }
    #expect(throws: RuleRefusal(source: "moves", reason: "dispatched never ends")) {
      try read(Self.sound.filter { !$0.hasPrefix("handling") } + ["accepted,close,windowWorker,ownerUnit,closed,,"])
    }
    #expect(throws: RuleRefusal(source: "moves", reason: "dispatch after the end")) {
      try read(Self.sound + ["closed,dispatch,windowWorker,ownerUnit,dispatched,,"])
    }
  }
}
