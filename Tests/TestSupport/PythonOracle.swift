import Foundation

/// Asks a Python library that knows the answer by another way than we do.
///
/// The interpreter is the one that `QUANKE_PYTHON` names, `python3` where it names none; `make test` names one that
/// has the libraries of `Tests/requirements.txt`.
package enum PythonOracle {
  /// Runs `script` with `input` on its standard input and gives back what it wrote to its standard output.
  ///
  /// - Throws: ``Failure`` if the script can't be started or doesn't end with status 0.
  package static func run(script: String, input: String = "") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: a pipe that nobody empties would stop the script, and with it the test.
    let question = folder.appendingPathComponent("question")
    try Data(input.utf8).write(to: question)
    let answer = try emptyFile("answer", in: folder)
    let complaint = try emptyFile("complaint", in: folder)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-X", "utf8", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: question)
    process.standardOutput = try FileHandle(forWritingTo: answer)
    process.standardError = try FileHandle(forWritingTo: complaint)
    try process.run()
    process.waitUntilExit()

    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw Failure(
        interpreter: interpreter, status: process.terminationStatus,
        complaint: String(decoding: try Data(contentsOf: complaint), as: UTF8.self))
    }
    return String(decoding: try Data(contentsOf: answer), as: UTF8.self)
  }

  private static var interpreter: String {
    ProcessInfo.processInfo.environment["QUANKE_PYTHON"] ?? "python3"
  }

  private static func emptyFile(_ name: String, in folder: URL) throws -> URL {
    let file = folder.appendingPathComponent(name)
    try Data().write(to: file)
    return file
  }

  /// The oracle gave no answer, which fails the test that asked: a missing library is no reason to believe ourselves.
  package struct Failure: Error, CustomStringConvertible {
    let interpreter: String
    let status: Int32
    let complaint: String

    package var description: String {
      """
      The Python oracle (\(interpreter)) ended with status \(status). `make test` prepares a Python with the \
      libraries of Tests/requirements.txt; set QUANKE_PYTHON to it. It said:
      \(complaint)
      """
    }
  }
}
