import Foundation
import Kernel

/// Something that verification found wrong.
package struct VerificationFinding: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// An event's bytes, digest, or a column that repeats its content was changed.
    case altered
    /// An event that was sealed is gone.
    case removed
    /// There is an event that was never sealed there.
    case inserted
    /// Two events changed places.
    case swapped
    /// The stream's last events are gone.
    case cutTail
    /// Events were changed and the tree was computed anew: a signed head says otherwise.
    case recomputed
    /// A head that none of the trusted keys signed.
    case badSignature
    /// The events are right, but rows of the stored tree are not.
    case treeDamaged
    /// A state column that no act explains, found by a check of another floor.
    case unexplained
  }
  package let kind: Kind
  package let compartment: Compartment?
  /// The position in the compartment's stream, from 1.
  package let position: Int64?
  /// More, in English; never holds an event's values.
  package let detail: String

  package init(_ kind: Kind, _ compartment: Compartment?, at position: Int64?, _ detail: String) {
    self.kind = kind
    self.compartment = compartment
    self.position = position
    self.detail = detail
  }
}

extension VerificationFinding: CustomStringConvertible {
  package var description: String {
    let place = [compartment?.name, position.map { "position \($0)" }].compactMap { $0 }.joined(separator: " ")
    return [kind.rawValue, place, detail].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

/// What `Verifier` looked at and found.
package struct VerificationReport: Sendable {
  package struct Stream: Sendable, Hashable {
    package let compartment: Compartment
    package let events: Int64
    /// Recomputed from the events' own bytes.
    package let root: Data
    /// Heads compared, stored and given.
    package let heads: Int
  }
  package internal(set) var streams: [Stream] = []
  /// Events that are committed but not yet sealed: normal while the system runs, nothing covers them yet.
  package internal(set) var unsealed: Int64 = 0
  /// The first findings; `findingCount` counts all.
  package private(set) var findings: [VerificationFinding] = []
  package private(set) var findingCount = 0
  /// Bounds memory where everything is wrong.
  static let most = 1000

  package var isSound: Bool { findingCount == 0 }

  mutating func add(_ finding: VerificationFinding) {
    findingCount += 1
    if findings.count < Self.most { findings.append(finding) }
  }
}
