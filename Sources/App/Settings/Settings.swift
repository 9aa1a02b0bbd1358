import Access
import Foundation
import Kernel
import Logging
import Pages
import Store

/// What was set, and where: flags come first, then the environment, then the file, then the standard.
package struct Settings: Sendable {
  package enum Source: String, Sendable {
    case flag, environment, file, standard, unset
  }
  /// A setting is missing or can't be understood.
  package struct Refused: Error, Sendable, CustomStringConvertible {
    package let description: String
    /// Used wrongly (exit 2), or used rightly on what isn't there (exit 1).
    package let isMisuse: Bool
    package init(_ description: String) { (self.description, isMisuse) = (description, true) }
    package init(failed description: String) { (self.description, isMisuse) = (description, false) }
  }
  private let values: [String: (value: String, source: Source)]

  /// - Parameters:
  ///   - flags: what the command line gave, by setting name.
  ///   - environment: the process's variables.
  package init(flags: [String: String?], environment: [String: String]) throws {
    var values: [String: (value: String, source: Source)] = [:]
    let path = flags[Setting.file.name] ?? environment[Setting.file.variable]
    let file = try path.map(Self.read) ?? [:]
    for setting in Setting.all {
      if let value = flags[setting.name] ?? nil {
        values[setting.name] = (value, .flag)
      } else if let value = environment[setting.variable] {
        values[setting.name] = (value, .environment)
      } else if let value = file[setting.name] {
        values[setting.name] = (value, .file)
      } else if let value = setting.standard {
        values[setting.name] = (value, .standard)
      }
    }
    self.values = values
    if let unknown = file.keys.first(where: { name in !Setting.all.contains { $0.name == name } }) {
      throw Refused(
        "the settings file names '\(unknown)', which is no setting; 'quanke serve --print-settings' lists them")
    }
  }

  private static func read(_ path: String) throws -> [String: String] {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw Refused("no settings file at \(path)") }
    guard case .object(let members)? = try? JSON(json: bytes) else {
      throw Refused("\(path) is no JSON object with one member a setting")
    }
    return try members.mapValues { value in
      switch value {
      case .string(let text): return text
      case .integer(let number): return "\(number)"
      case .bool(let truth): return "\(truth)"
      default: throw Refused("\(path): a setting is text, a number, true or false")
      }
    }
  }

  func text(_ setting: Setting) -> String? {
    guard let value = values[setting.name]?.value, !value.isEmpty else { return nil }
    return value
  }

  func number(_ setting: Setting, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(text(setting) ?? ""), range.contains(number) else {
      throw Refused("--\(setting.name) is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A line for each setting: name, value, where from. Secrets are hidden.
  package var lines: [String] {
    Setting.all.map { setting in
      let found = values[setting.name]
      let shown = found.map { setting.secret ? Self.hidden($0.value) : $0.value } ?? "-"
      return "\(setting.name)\t\(shown)\t\((found?.source ?? .unset).rawValue)\t\(setting.about)"
    }
  }

  /// A path is shown; of an address that may hold a password only the beginning is.
  private static func hidden(_ value: String) -> String {
    value.contains("://") ? value.prefix { $0 != ":" } + "://(hidden)" : value
  }
}

extension Settings {
  package var host: String { text(.host) ?? "127.0.0.1" }
  package func port() throws -> Int { try number(.port, 0...65535) }

  /// Where the data lie: `--database`, or `quanke.sqlite` in the data folder.
  package func location() throws -> DatabaseLocation {
    if let database = text(.database) {
      return database.hasPrefix("postgres://") || database.hasPrefix("postgresql://")
        ? .postgres(database) : .file(database)
    }
    guard let data = text(.data) else {
      throw Refused("say where the data lie: --data DIR or --database PATH|postgres://…")
    }
    return .file(data + "/quanke.sqlite")
  }

  /// Where the keys lie: `--keys`, `keys/` in the data folder, or beside a database file.
  package func keyFolder() throws -> String {
    if let keys = text(.keys) { return keys }
    if let data = text(.data) { return data + "/keys" }
    if case .file(let path) = try location() { return path + ".keys" }
    throw Refused("a PostgreSQL database needs --keys DIR or --data DIR for its keys")
  }

  package var dataFolder: String? { text(.data) }

  package func logLevel() throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: text(.logLevel) ?? "info") else {
      throw Refused("--log-level is trace, debug, info, notice, warning, error or critical")
    }
    return level
  }

  package func sessionLimits() throws -> SessionLimits {
    SessionLimits(
      idleMinutes: try number(.idleMinutes, 1...1440), absoluteHours: try number(.absoluteHours, 1...24))
  }

  /// The files for TLS, or nil where a proxy speaks it.
  package func tls() throws -> (certificate: String, key: String)? {
    switch (text(.certificate), text(.certificateKey)) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return (certificate, key)
    default: throw Refused("--tls-certificate and --tls-key go together")
    }
  }

  package func pages(demo: Bool) throws -> PageSettings {
    var pages = PageSettings()
    pages.demo = demo
    pages.tls = try tls() != nil
    pages.trustedProxies = Set(
      (text(.trustedProxies) ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    return pages
  }
}
