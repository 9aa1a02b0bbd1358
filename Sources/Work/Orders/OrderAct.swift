import Kernel

/// What somebody did to an order: who, for which unit, when, and what belongs to it. Acts are added, never changed.
package struct OrderAct: Sendable, Hashable {
  /// What belongs to an act beside its columns; kept as JSON. Words that people write are not here: they are sealed.
  package struct Detail: Codable, Sendable, Hashable {
    /// Of an acceptance: which papers were seen.
    package var materials: [String]?
    /// Of an acceptance: when it has to be done, frozen with the rules that gave it.
    package var due: Instant?
    /// Of an acceptance: the catalogue's, the calendar's and the office hours' documents, by key.
    package var rules: OrderRules?
    package var sets: [OrderFlag]?
    package var clears: [OrderFlag]?

    package init(
      materials: [String]? = nil, due: Instant? = nil, rules: OrderRules? = nil, sets: [OrderFlag]? = nil,
      clears: [OrderFlag]? = nil
    ) {
      self.materials = materials
      self.due = due
      self.rules = rules
      self.sets = sets
      self.clears = clears
    }
  }
  /// 1, 2, 3 … within its order.
  package let ordinal: Int
  package let id: EntityID
  package let verb: OrderVerb
  package let accountKey: Int64
  package let assignmentKey: Int64
  /// The unit for which it was done.
  package let unitKey: Int64
  /// The unit in whose hands the order lies from then on, where the act puts it there.
  package let toUnitKey: Int64?
  package let happenedAt: Instant
  package let recordedAt: Instant
  package let detail: Detail

  package init(
    ordinal: Int, id: EntityID, verb: OrderVerb, accountKey: Int64, assignmentKey: Int64, unitKey: Int64,
    toUnitKey: Int64? = nil, happenedAt: Instant, recordedAt: Instant, detail: Detail = Detail()
  ) {
    self.ordinal = ordinal
    self.id = id
    self.verb = verb
    self.accountKey = accountKey
    self.assignmentKey = assignmentKey
    self.unitKey = unitKey
    self.toUnitKey = toUnitKey
    self.happenedAt = happenedAt
    self.recordedAt = recordedAt
    self.detail = detail
  }
}

/// The rule documents that decided an order's limit, by their keys: frozen at acceptance.
package struct OrderRules: Codable, Sendable, Hashable {
  package let catalogue: Int64
  package let calendar: Int64
  package let hours: Int64
}
