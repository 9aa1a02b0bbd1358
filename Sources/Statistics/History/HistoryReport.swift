import Kernel

/// What became of a history file: every row is taken or refused, and each refused one is named.
package struct HistoryReport: Sendable, Hashable {
  package struct Refusal: Sendable, Hashable {
    /// The record's number in the file; the heading row is 1.
    package let row: Int
    package let reason: Phrase
  }
  /// Rows below the headings.
  package var received = 0
  package var taken = 0
  package var refused = 0
  /// Rows that an earlier run had taken or refused already: the same file changes nothing.
  package var alreadyThere = 0
  /// The first refusals, at most 1,000.
  package var refusals: [Refusal] = []

  static let mostRefusals = 1000
}
