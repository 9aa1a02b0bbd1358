import Access
import Foundation
import Kernel
import Lists
import Registry

/// A list of residents from a file: read, reported, taken in.
package struct ListImport: Sendable {
  private let report: ListReport
  private let fileName: String
  private let digest: Data

  /// Reads the file wholly. - Throws: `ListRefusal`.
  package init(path: String, today: Instant) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw ListRefusal.unreadable }
    fileName = (path as NSString).lastPathComponent
    digest = ListDigest.of(bytes)
    report = try ListReader(.residents, today: Zone.shanghai.day(of: today), headings: try Headings.standard())
      .report(ListFile(data: bytes))
  }

  /// Writes the report: what became of each row. It holds personal data in plain text, so only its owner may read it.
  package func write(to path: String) throws {
    let made = FileManager.default.createFile(
      atPath: path, contents: try report.json(), attributes: [.posixPermissions: 0o600])
    guard made else { throw Settings.Refused(failed: "the report can't be written to \(path)") }
  }

  package var balance: String {
    let count = { (outcome: RowOutcome) in report.count(outcome) }
    return
      "\(report.rows.count) rows: \(count(.accept)) taken as they are, \(count(.fix)) mended, \(count(.review)) to look at, "
      + "\(count(.reject)) refused, \(count(.skip)) without a person"
  }

  package func take(into installation: Installation, community: String) async throws -> String {
    let grant = try await installation.commandLineGrant(.importList)
    let result = try await ResidentImport(
      report: report, community: community, fileName: fileName, digest: digest
    ).take(grant: grant, occasion: installation.occasion, vault: installation.vault, database: installation.database)
    if result.takenBefore { return "taken in before; nothing changed" }
    return "\(result.received) rows accounted for; \(result.created) people new, \(result.matched) known"
  }
}
