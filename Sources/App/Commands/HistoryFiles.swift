import Access
import Foundation
import Kernel
import Lists
import Organisation
import Statistics
import Trust

/// Files of past visits and matters, plain or gzipped.
package struct HistoryFiles: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package func take(_ path: String) async throws -> String {
    guard let packed = FileManager.default.contents(atPath: path) else { throw ListRefusal.unreadable }
    let bytes = path.hasSuffix(".gz") ? try Self.unpack(path) : packed
    let rows = try ListFile(data: bytes).texts()
    guard let headings = rows.first else { throw ListRefusal.empty }
    let grant = try await installation.commandLineGrant(.importList)
    let account = try grant.account()
    let file = HistoryImport.File(
      name: (path as NSString).lastPathComponent, digest: ListDigest.of(packed), headings: headings)
    let report = try await HistoryImport(database: installation.database, zone: installation.zone).take(
      file, rows: rows.dropFirst(), actor: EventActor(accountKey: account.key, accountID: account.id, role: "operator"),
      on: installation.occasion)
    return
      "\(report.received) rows: \(report.taken) taken, \(report.refused) refused, \(report.alreadyThere) taken before"
  }

  /// Unpacks with the system's gzip, which bounds nothing by itself: more than a gibibyte is refused.
  private static func unpack(_ path: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "--decompress", "--stdout", "--", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var bytes = Data()
    while let part = try pipe.fileHandleForReading.read(upToCount: 1 << 20), !part.isEmpty {
      bytes.append(part)
      if bytes.count > 1 << 30 {
        process.terminate()
        throw ListRefusal.tooLarge
      }
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ListRefusal.damaged }
    return bytes
  }
}
