import Foundation

/// How far the disk allows: a quarter of what was free at the start stays free, and never less than 10 GiB.
struct DemoDisk: Sendable {
  private static let least: Int64 = 10 << 30
  private let folder: String
  private let floor: Int64

  /// - Parameter folder: the data folder; what lies in it by now counts as free at the start, so that a demo that is
  ///   taken up again ends where it would have ended.
  init(folder: String) throws {
    self.folder = folder
    floor = max((try Self.free(folder) + Self.used(folder)) / 4, Self.least)
  }

  func hasRoom() throws -> Bool { try Self.free(folder) > floor }

  /// In words, for people: what is free, what is to stay free.
  func words() throws -> String { "\(try Self.free(folder) >> 30) GiB free, \(floor >> 30) GiB are to stay free" }

  private static func free(_ folder: String) throws -> Int64 {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = attributes[.systemFreeSize] as? NSNumber else {
      throw Settings.Refused("the free space at \(folder) can't be told")
    }
    return free.int64Value
  }

  private static func used(_ folder: String) -> Int64 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }
}
