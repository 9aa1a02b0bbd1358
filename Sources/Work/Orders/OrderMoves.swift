import Access
import Organisation
import Rulebook

/// What may be done in which state by whom: one table of data, checked when it is loaded.
package struct OrderMoves: Sendable {
  /// Who of those that have the role.
  package enum Who: String, Sendable, CaseIterable {
    /// Whoever's reach holds the order's place.
    case place
    /// Whoever acts for the unit in whose hands the order is.
    case ownerUnit
  }
  package struct Move: Sendable, Hashable {
    /// Nil before there is an order.
    package let state: OrderState?
    package let verb: OrderVerb
    package let roles: [Role]
    package let who: Who
    package let to: OrderState
    package let sets: [OrderFlag]
    package let clears: [OrderFlag]
  }

  package let moves: [Move]

  package func move(_ verb: OrderVerb, in state: OrderState?) -> Move? {
    moves.first { $0.verb == verb && $0.state == state }
  }

  /// The table that the program is delivered with.
  package static func delivered() throws -> OrderMoves {
    try OrderMoves(table: CommaSeparated(delivered: "order-moves.csv", headings: headings))
  }

  static let headings = ["state", "verb", "roles", "who", "to", "sets", "clears"]

  /// - Throws: `RuleRefusal` with the line of an unknown word, a state and verb that stand twice, an act without a role
  ///   or a move to another state than its verb leads to; without a line if a state can't be reached, can't be ended, or
  ///   an ended order could go on.
  package init(table: CommaSeparated) throws {
    var moves: [Move] = []
    for line in table.lines {
      let move = try Self.move(line, of: table)
      guard !moves.contains(where: { $0.state == move.state && $0.verb == move.verb }) else {
        throw table.refusal(line, "\(line["state"]) and \(line["verb"]) stand twice")
      }
      moves.append(move)
    }
    self.moves = moves
    if let reason = flaw { throw RuleRefusal(source: table.name, reason: reason) }
  }

  private static func move(_ line: CommaSeparated.Line, of table: CommaSeparated) throws -> Move {
    let state = OrderState(rawValue: line["state"])
    guard state != nil || line["state"] == "none" else { throw table.refusal(line, "unknown state \(line["state"])") }
    guard let verb = OrderVerb(rawValue: line["verb"]) else {
      throw table.refusal(line, "unknown verb \(line["verb"])")
    }
    guard let who = Who(rawValue: line["who"]) else { throw table.refusal(line, "unknown word \(line["who"])") }
    guard let to = OrderState(rawValue: line["to"]), to == verb.outcome else {
      throw table.refusal(line, "\(verb.rawValue) leads to \(verb.outcome.rawValue), not to \(line["to"])")
    }
    guard (state == nil) == (verb == .accept) else { throw table.refusal(line, "an order begins with its acceptance") }
    let roles = try line.words("roles").map { word in
      guard let role = Role(rawValue: word) else { throw table.refusal(line, "unknown role \(word)") }
      return role
    }
    guard !roles.isEmpty else { throw table.refusal(line, "nobody may do it") }
    func flags(_ heading: String) throws -> [OrderFlag] {
      try line.words(heading).map { word in
        guard OrderFlag.known.contains(OrderFlag(rawValue: word)) else {
          throw table.refusal(line, "unknown flag \(word)")
        }
        return OrderFlag(rawValue: word)
      }
    }
    return Move(
      state: state, verb: verb, roles: roles, who: who, to: to, sets: try flags("sets"), clears: try flags("clears"))
  }

  /// What is wrong with the table as a whole.
  private var flaw: String? {
    if let ended = moves.first(where: { $0.state == .closed }) { return "\(ended.verb.rawValue) after the end" }
    let reached = spread(from: Set(moves.filter { $0.state == nil }.map(\.to))) {
      $0.state.map { [$0] } ?? []
    } to: {
      $0.to
    }
    if let lost = OrderState.allCases.first(where: { !reached.contains($0) }) {
      return "\(lost.rawValue) is never reached"
    }
    let ending = spread(from: [.closed]) {
      [$0.to]
    } to: {
      $0.state
    }
    if let stuck = OrderState.allCases.first(where: { !ending.contains($0) }) { return "\(stuck.rawValue) never ends" }
    return nil
  }

  private func spread(
    from start: Set<OrderState>, _ ends: (Move) -> [OrderState], to other: (Move) -> OrderState?
  ) -> Set<OrderState> {
    var reached = start
    while true {
      let next = reached.union(moves.filter { !reached.isDisjoint(with: ends($0)) }.compactMap(other))
      if next == reached { return reached }
      reached = next
    }
  }
}
