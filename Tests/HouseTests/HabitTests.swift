import Foundation
import Testing

/// The habits of the house, kept by reading its files.
@Suite struct `The habits of the house` {
  @Test func `nothing is public: targets share by package access`() throws {
    let wrong = try House.sources().filter {
      $0.code.contains(/(?m)^\s*(?:@\w+ )*(?:public |open (?:class|func|var|init)\b)/)
    }
    #expect(wrong.map(\.path) == [])
  }

  @Test func `time and identifiers are parameters`() throws {
    // The clock is read where requests come in and where the process begins; identifiers are made by Occasion.
    let wrong = try House.sources().filter { file in
      let isRule = file.name.hasSuffix("Rules.swift") || file.target == "Kernel"
      let asks = file.code.split(separator: "\n").contains { line in
        line.contains(/\bDate\(\)|\bUUID\(\)|SystemRandomNumberGenerator\(\)|\.random\(/) && !line.contains("using:")
      }
      return isRule && asks && !file.path.hasSuffix("Kernel/Time/Instant.swift")
    }
    #expect(wrong.map(\.path) == [])
  }

  @Test func `only the edges ask what time it is`() throws {
    let edges: Set<String> = ["App", "quanke"]
    let wrong = try House.sources().filter { file in
      !edges.contains(file.target) && file.code.contains(/Instant\.now\(\)|\bDate\(\)|\bDate\.now\b/)
        && !file.path.hasSuffix("Kernel/Time/Instant.swift")
    }
    #expect(wrong.map(\.path) == [])
  }

  @Test func `files are small enough to see whole`() throws {
    let long = try (House.sources() + House.files("Tests")).filter { $0.lines.count > 400 }
    #expect(long.map { "\($0.path): \($0.lines.count) lines" } == [])
  }

  @Test func `there are no grab-bags`() throws {
    let banned = [
      "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Misc", "Common", "Extensions",
    ]
    let wrong = try (House.sources() + House.files("Tests")).filter { file in
      file.path.split(separator: "/").contains { part in
        let name = part.split(separator: ".")[0]
        return banned.contains { name == $0 || name.hasSuffix($0) }
      }
    }
    #expect(wrong.map(\.path) == [])
    let named = try House.sources().filter {
      $0.code.contains(/\b(?:class|struct|enum|actor)\s+\w*(?:Utils?|Helpers?|Manager)\b/)
    }
    #expect(named.map(\.path) == [])
  }

  @Test func `nothing is left to do later`() throws {
    let wrong = try (House.sources() + House.files("Sources", ".mustache") + House.files("Sources", ".sql")).filter {
      $0.text.contains(/\b(?:TODO|FIXME|XXX|HACK)\b/)
    }
    #expect(wrong.map(\.path) == [])
  }

  @Test func `nothing prints beside the command line`() throws {
    let wrong = try House.sources().filter { file in
      !["App", "quanke"].contains(file.target) && file.code.contains(/(?m)(?:^|\s)(?:print|debugPrint|dump|NSLog)\(/)
    }
    #expect(wrong.map(\.path) == [])
  }
}
