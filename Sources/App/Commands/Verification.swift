import Access
import Kernel
import Store
import Trust
import Work

/// The journal held against itself, and against heads that were kept elsewhere.
package struct Verification: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// The present heads after sealing what is committed, a line each.
  package func heads() async throws -> [String] {
    try await installation.sealer().sealOnce()
    return try await installation.database.read { session in
      try Journal.heads(of: Journal.compartments(session), session).map(\.line)
    }
  }

  /// What was found, in lines, and whether all is sound.
  package func verify(heads lines: [String]) async throws -> (lines: [String], sound: Bool) {
    let heads = try lines.map { line in
      guard let head = SignedHead(line) else { throw Settings.Refused("this is no head: \(line.prefix(40))…") }
      return head
    }
    let today = installation.occasion.today
    let zone = installation.zone
    let verifier = Verifier(
      keys: try installation.keys.headPublicKeys(),
      checks: [
        Verifier.Check("orders") { session in
          try OrderRebuild.check(at: today, in: session).map {
            "order \($0.number): \($0.parts.map(\.rawValue).joined(separator: ", ")) not explained by its acts"
          }
        },
        Verifier.Check("tallies") { session in
          try TallyRebuild.check(zone: zone, in: session).map {
            "tally of place \($0.key.placeKey) on \($0.key.day.iso): \($0.tallied) counted, \($0.counted) happened"
          }
        },
      ])
    let report = try await verifier.verify(installation.database, heads: heads)
    let streams = report.streams.map {
      "\($0.compartment): \($0.events) events, \($0.heads) signed heads"
    }
    let found = report.findings.map(\.description)
    let summary = report.isSound ? "sound" : "\(report.findingCount) findings"
    return (streams + found + ["\(report.unsealed) events not placed yet", summary], report.isSound)
  }
}
