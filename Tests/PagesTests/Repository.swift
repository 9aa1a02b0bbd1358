import Foundation
import Kernel

@testable import Pages

/// The page files as they lie in the repository.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Files below a folder by path, with their text.
  static func files(_ folder: String, _ ending: String) throws -> [(path: String, text: String)] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(ending) }.sorted().map { ("\(folder)/\($0)", try text("\(folder)/\($0)")) }
  }

  /// The example contexts: for each file the template, and what it is given.
  static func contexts() throws -> [(file: String, template: String, context: [String: JSON])] {
    let folder = "Tests/PagesTests/Contexts"
    let frame = try members(JSON(json: Data(text("\(folder)/frame.json").utf8)))
    return try files(folder, ".json").filter { !$0.path.hasSuffix("/frame.json") }.map { path, text in
      let name = String(path.split(separator: "/").last?.dropLast(5) ?? "")
      var context = try members(JSON(json: Data(text.utf8)))
      let template = context.removeValue(forKey: "template")?.text ?? name
      let own = try context["frame"].map(members) ?? [:]
      context["frame"] = .object(frame.merging(own) { $1 })
      return (name, template, context)
    }
  }

  private static func members(_ value: JSON) throws -> [String: JSON] {
    guard case .object(let members) = value else { throw Failure.notFound }
    return members
  }
}
