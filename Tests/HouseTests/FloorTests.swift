import Foundation
import Testing

/// Every target imports only floors below its own (docs/architecture.md draws them).
@Suite struct `The floors of the house` {
  /// From the ground up; those on one floor stand beside each other and never import each other.
  static let floors: [[String]] = [
    ["Catalogues"], ["Kernel"], ["Lists"], ["Store"], ["Trust"], ["Organisation"], ["Access"], ["Pages"], ["Rulebook"],
    ["Registry"], ["Work"], ["Community", "Statistics"], ["App"], ["quanke"],
  ]
  /// Module maps of system libraries, and who alone may import them.
  static let libraries = ["CLibPQ": "Store", "CSodium": "Access", "CZip": "Lists", "CExpat": "Lists"]

  private static func floor(_ target: String) -> Int? { floors.firstIndex { $0.contains(target) } }

  @Test func `every folder of Sources is a floor or a system library`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: House.root.appendingPathComponent("Sources").path
    ).filter { !$0.hasPrefix(".") }
    #expect(Set(folders).union(["Catalogues"]) == Set(Self.floors.flatMap(\.self)).union(Self.libraries.keys))
  }

  @Test func `a floor imports only what lies below it`() throws {
    let wrong = try House.sources().flatMap { file -> [String] in
      guard let own = Self.floor(file.target) else { return [] }
      return file.imports.filter { other in Self.floor(other).map { $0 >= own } ?? false }
        .map { "\(file.path) imports \($0)" }
    }
    #expect(wrong.sorted() == [])
  }

  @Test func `a system library is imported by its own floor alone`() throws {
    let wrong = try House.sources().flatMap { file in
      file.imports.filter { Self.libraries[$0].map { $0 != file.target } ?? false }.map { "\(file.path) imports \($0)" }
    }
    #expect(wrong.sorted() == [])
  }

  @Test func `the engines are known in their own folders alone`() throws {
    let rooms = ["GRDB": "Sources/Store/SQLite/", "CLibPQ": "Sources/Store/Postgres/"]
    let wrong = try House.sources().flatMap { file in
      file.imports.filter { rooms[$0].map { !file.path.hasPrefix($0) } ?? false }.map { "\(file.path) imports \($0)" }
    }
    #expect(wrong.sorted() == [])
  }

  @Test func `the web framework is known to the pages and the composition alone`() throws {
    let rooms: Set<String> = ["Pages", "App", "quanke"]
    let wrong = try House.sources().filter { file in
      !rooms.contains(file.target) && file.imports.contains { $0.hasPrefix("Hummingbird") || $0.hasPrefix("NIO") }
    }
    #expect(wrong.map(\.path) == [])
  }

  @Test func `rules know neither SQL nor HTTP`() throws {
    let wrong = try House.sources().filter { $0.name.hasSuffix("Rules.swift") }.flatMap { file in
      file.imports.intersection(["GRDB", "CLibPQ", "Hummingbird", "HTTPTypes", "NIOCore", "Mustache"]).map {
        "\(file.path) imports \($0)"
      }
    }
    #expect(wrong == [])
  }
}
