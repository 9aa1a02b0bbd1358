import Foundation
import Kernel
import Store

/// Proves that the journal is what it was when its heads were signed. Needs the database and the public key only;
/// whoever kept a head somewhere else proves more: that not even the holder of the signing key changed what it covers.
///
/// Everything is recomputed from the events' own bytes, in one reading of one moment and in memory that doesn't grow
/// with the journal.
package struct Verifier: Sendable {
  /// A check of another floor: what it finds wrong in its state columns, a line each, without personal data.
  package struct Check: Sendable {
    package let name: String
    package let run: @Sendable (any Session) throws -> [String]

    package init(_ name: String, _ run: @escaping @Sendable (any Session) throws -> [String]) {
      self.name = name
      self.run = run
    }
  }
  private let keys: HeadPublicKeys
  private let checks: [Check]

  package init(keys: HeadPublicKeys, checks: [Check] = []) {
    self.keys = keys
    self.checks = checks
  }

  /// - Parameter heads: heads that were printed or sent away earlier.
  package func verify(_ database: Database, heads: [SignedHead] = []) async throws -> VerificationReport {
    try await database.read { session in
      var report = VerificationReport()
      try verifyStreams(heads, into: &report, session)
      try findUnplaced(into: &report, session)
      report.unsealed = try session.value("SELECT count(*) FROM event_unsealed") ?? 0
      for check in checks {
        for line in try check.run(session) {
          report.add(VerificationFinding(.unexplained, nil, at: nil, "\(check.name): \(line)"))
        }
      }
      return report
    }
  }

  private func verifyStreams(_ heads: [SignedHead], into report: inout VerificationReport, _ session: any Session)
    throws
  {
    let streams = try VaultStore.compartments(session).sorted { $0.key < $1.key }
    for (compartment, key) in streams {
      var check = StreamCheck(
        compartment: compartment, key: key, keys: keys, given: heads.filter { $0.compartment == compartment },
        session: session)
      report.streams.append(try check.run())
      check.findings.forEach { report.add($0) }
    }
    for head in heads where head.size > 0 && !streams.contains(where: { $0.key == head.compartment }) {
      report.add(VerificationFinding(.cutTail, head.compartment, at: 1, "the whole compartment is gone"))
    }
  }

  /// Events that neither have a place nor wait for one.
  private func findUnplaced(into report: inout VerificationReport, _ session: any Session) throws {
    try session.forEachRow(
      """
      SELECT c.name, e.event_key FROM event e JOIN compartment c ON c.compartment_key = e.compartment_key
      WHERE NOT EXISTS (SELECT 1 FROM event_position p WHERE p.event_key = e.event_key)
      AND NOT EXISTS (SELECT 1 FROM event_unsealed u WHERE u.event_key = e.event_key)
      ORDER BY e.event_key
      """, []
    ) { row in
      let key: Int64 = try row["event_key"]
      report.add(
        VerificationFinding(
          .inserted, Compartment(named: try row["name"]), at: nil, "event \(key) has no place and waits for none"))
      return true
    }
  }
}
