import Foundation
import Kernel
import TestSupport
import Testing

@testable import Trust

/// The key folder on disk.
@Suite struct KeyFolderTests {
  @Test func `it is made for its owner only, once, however many make it`() async throws {
    try await withFolder { folder in
      let path = folder + "/keys"
      let made = try await withThrowingTaskGroup(of: (EntityID, Data).self) { group in
        for _ in 0..<16 {
          group.addTask {
            let keys = try KeyFolder.create(at: path, now: TrustStory.now)
            return (keys.installation, try keys.headKey().publicKey.id)
          }
        }
        return try await group.reduce(into: [(EntityID, Data)]()) { $0.append($1) }
      }
      #expect(Set(made.map(\.0)).count == 1 && Set(made.map(\.1)).count == 1)
      #expect(try Self.mode(path) == 0o700)
      let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(files == ["epoch-0001.key", "head-0001.key", "installation"])
      for file in files { #expect(try Self.mode("\(path)/\(file)") == 0o600) }
      #expect(try KeyFolder.open(at: path).installation == made[0].0)
    }
  }

  @Test func `a folder or file that others may read is refused, with the mend`() async throws {
    try await withFolder { folder in
      let path = folder + "/keys"
      _ = try KeyFolder.create(at: path, now: TrustStory.now)
      chmod(path + "/epoch-0001.key", 0o640)
      let keys = try KeyFolder.open(at: path)
      #expect(throws: KeyFolderError.tooOpen(path: path + "/epoch-0001.key", mode: "640", wanted: "600")) {
        try keys.epochKey(1)
      }
      chmod(path + "/epoch-0001.key", 0o600)
      chmod(path, 0o755)
      let error = #expect(throws: KeyFolderError.self) { try KeyFolder.open(at: path) }
      #expect(error?.description == "\(path) is open to others (permissions 755). Mend: chmod 700 \(path)")
    }
  }

  @Test func `what is missing or damaged is named`() async throws {
    try await withFolder { folder in
      let path = folder + "/keys"
      #expect(throws: KeyFolderError.missing(path: path)) { try KeyFolder.open(at: path) }
      _ = try KeyFolder.create(at: path, now: TrustStory.now)
      unlink(path + "/head-0001.key")
      #expect(throws: KeyFolderError.incomplete(path: path, file: "head-0001.key")) { try KeyFolder.open(at: path) }
      unlink(path + "/installation")
      #expect(throws: KeyFolderError.incomplete(path: path, file: "installation")) { try KeyFolder.open(at: path) }
    }
  }

  private static func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }
}
