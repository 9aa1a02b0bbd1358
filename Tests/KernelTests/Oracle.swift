import Foundation

/// Asks a Python library what is right. The interpreter is named by QUANKE_PYTHON (default `python3`) and must have what
/// Tests/requirements.txt lists; if it hasn't, the test fails.
enum Oracle {
  struct Silent: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a script; what it prints, as lines. `input` is what it reads from standard input.
  static func lines(_ script: String, input: [String] = []) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let question = folder.appendingPathComponent("input")
    let answer = folder.appendingPathComponent("output")
    try Data(input.map { $0 + "\n" }.joined().utf8).write(to: question)
    try Data().write(to: answer)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["QUANKE_PYTHON"] ?? "python3", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: question)
    process.standardOutput = try FileHandle(forWritingTo: answer)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Silent(description: "python exit \(process.terminationStatus); are the requirements installed?")
    }
    return String(decoding: try Data(contentsOf: answer), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
