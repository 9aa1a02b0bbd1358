import Foundation
import Kernel

/// One version of a rule: what it says, where, from which day to which, and who approved it.
///
/// A document is never changed. A newer version takes its place from the newer one's first day on, so that a decision of
/// last year can still be read with the rule of last year.
package struct RuleDocument: Sendable, Hashable {
  package internal(set) var key: Int64
  package let id: EntityID
  package let kind: RuleKind
  package let placeKey: Int64
  /// 1, 2, 3 … for its kind and place.
  package let version: Int
  /// The content as JSON, with sorted keys, so that equal rules have equal bytes.
  package let content: String
  /// SHA-256 of `content`.
  package let digest: Data
  /// The first day on which it holds.
  package let validFrom: Day
  /// The first day on which it no longer holds; nil for no end.
  package let validTo: Day?
  /// The account that approved it; nil for what the program was delivered with.
  package let approvedByKey: Int64?
  package let approvedAt: Instant
}

/// A rule as it holds somewhere on a day: the content, and the document that a decision names.
package struct InForce<Content: RuleContent>: Sendable {
  package let documentKey: Int64
  package let version: Int
  package let content: Content
}
