import Foundation

/// The repository's own files, as the rules about the code read them.
enum House {
  /// The folder of the package: three above this file.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct SourceFile: Sendable {
    /// From the package's folder: `Sources/Store/SQL.swift`.
    let path: String
    let text: String
    /// The target whose file it is: `Store`.
    var target: String { path.hasPrefix("Catalogues/") ? "Catalogues" : String(path.split(separator: "/")[1]) }
    var name: String { String(path.split(separator: "/").last ?? "") }
    var lines: [Substring] { text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
    /// The text without what stands after `//`, so that a rule may be talked about.
    var code: String {
      lines.map { line in line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line }.joined(separator: "\n")
    }
    /// The modules that it imports.
    var imports: Set<String> {
      Set(
        text.matches(of: /(?m)^(?:@testable )?import (?:(?:struct|class|enum|protocol|func) )?(\w+)/).map {
          String($0.1)
        })
    }
  }

  /// All files below a folder whose name ends so.
  static func files(_ folder: String, _ ending: String = ".swift") throws -> [SourceFile] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
    return try names.filter { $0.hasSuffix(ending) }.sorted().map { name in
      let path = "\(folder)/\(name)"
      return SourceFile(
        path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }
  }

  /// The program's own Swift files.
  static func sources() throws -> [SourceFile] { try files("Sources") + files("Catalogues") }
}
