/// Where an order stands. Few states; what else is true of it are flags.
package enum OrderState: String, Sendable, CaseIterable, Codable {
  /// Taken in, in the community's hands.
  case accepted
  /// Handed to a unit that has not signed for it yet.
  case dispatched
  /// Signed for, being worked on.
  case handling
  /// Done, with a result.
  case closed
}

/// What people do to an order. A verb leads to one state, whenever it was done, so that an old order folds the same under
/// a newer table of moves.
package enum OrderVerb: String, Sendable, CaseIterable, Codable {
  case accept, dispatch, signFor, close

  package var outcome: OrderState {
    switch self {
    case .accept: .accepted
    case .dispatch: .dispatched
    case .signFor: .handling
    case .close: .closed
    }
  }
}

/// Something that is true of an order beside its state, set by one act and cleared by another (容缺, 补正, 督办 …). None is
/// in use yet; the table of moves refuses a word that is not listed here.
package struct OrderFlag: RawRepresentable, Hashable, Sendable, Codable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let known: Set<OrderFlag> = []
}

/// How a matter came in.
package enum OrderChannel: String, Sendable, CaseIterable, Codable {
  case window, visit, phone, online
}
