import Kernel
import Organisation

/// A verb that somebody may or may not do to an order now, and why not. What can't be done stays visible with its reason.
package struct OrderMove: Sendable, Hashable {
  package let verb: OrderVerb
  /// Nil if it is possible.
  package let obstacle: Phrase?
  package var isPossible: Bool { obstacle == nil }
}

/// Whether an act is possible; pure. The same rule refuses the act and explains the button.
struct MoveRules {
  let moves: OrderMoves
  let state: OrderState
  let closedOn: Day?
  let ownerUnit: Int64
  let ownerName: String
  let ownerNameEn: String
  let item: CatalogueItem

  /// The post by which the act may be done, or why not.
  /// - Parameter posts: those by which the actor holds the grant, the one she chose first.
  func decide(_ verb: OrderVerb, posts: [Assignment]) -> Result<Assignment, Obstacle> {
    if state == .closed { return .failure(Obstacle("order.why.closed", ["day": closedOn?.iso ?? ""])) }
    guard let move = moves.move(verb, in: state) else { return .failure(Obstacle(missing(verb))) }
    let near = move.who == .ownerUnit ? posts.filter { $0.unit.key == ownerUnit } : posts
    if near.isEmpty, move.who == .ownerUnit { return .failure(Obstacle("order.why.notOwner", owner)) }
    guard let post = near.first(where: { move.roles.contains($0.role) }) else {
      return .failure(Obstacle("order.why.role"))
    }
    if let phrase = itemForbids(verb) { return .failure(Obstacle(phrase)) }
    return .success(post)
  }

  private var owner: [String: String] { ["unit": ownerName, "unit.en": ownerNameEn] }

  private func missing(_ verb: OrderVerb) -> Phrase {
    switch (verb, state) {
    case (.accept, _): "order.why.accepted"
    case (.dispatch, _): Phrase("order.why.dispatched", owner)
    case (.signFor, .accepted): "order.why.notDispatched"
    case (.signFor, _): Phrase("order.why.signed", owner)
    case (.close, _): Phrase("order.why.signFirst", owner)
    }
  }

  private func itemForbids(_ verb: OrderVerb) -> Phrase? {
    switch verb {
    case .dispatch where item.isCommunitys: "order.why.communitys"
    case .close where state == .accepted && !item.closesAtWindow:
      Phrase("order.why.dispatchFirst", ["department": item.department])
    default: nil
    }
  }

  /// Why an act is not possible.
  struct Obstacle: Error {
    let phrase: Phrase
    init(_ phrase: Phrase) { self.phrase = phrase }
    init(_ key: String, _ values: [String: String] = [:]) { phrase = Phrase(key, values) }
  }
}
