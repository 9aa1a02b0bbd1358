import Foundation

/// The files that lie beside the program: templates, texts, style sheets, scripts.
enum PageFiles {
  struct Missing: Error { let path: String }

  static func url(_ path: String) throws -> URL {
    guard let root = Bundle.module.resourceURL else { throw Missing(path: path) }
    return root.appendingPathComponent(path)
  }

  static func data(_ path: String) throws -> Data {
    do { return try Data(contentsOf: url(path)) } catch { throw Missing(path: path) }
  }

  static func names(in folder: String, withExtension ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(folder).path)
      .filter { $0.hasSuffix("." + ending) }.map { String($0.dropLast(ending.count + 1)) }.sorted()
  }
}
