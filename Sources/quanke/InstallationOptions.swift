import App
import ArgumentParser
import Foundation

/// Where the installation is: the flags that every command has.
struct InstallationOptions: ParsableArguments {
  @Option(help: "Folder of the installation: database, keys, attachments.") var data: String?
  @Option(help: "PATH or postgres://… in the place of DATA/quanke.sqlite.") var database: String?
  @Option(help: "Folder of the keys.") var keys: String?
  @Option(name: .customLong("settings"), help: "JSON file with settings.") var file: String?
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel: String?

  func settings(_ more: [String: String?] = [:]) throws -> Settings {
    let own: [String: String?] = [
      "data": data, "database": database, "keys": keys, "settings": file, "log-level": logLevel,
    ]
    return try Settings(flags: own.merging(more) { $1 ?? $0 }, environment: ProcessInfo.processInfo.environment)
  }

  /// Opens, runs, closes.
  func with<T>(_ body: (Installation) async throws -> T) async throws -> T {
    let installation = try await Installation.open(settings())
    do {
      let result = try await body(installation)
      await installation.close()
      return result
    } catch {
      await installation.close()
      throw error
    }
  }
}

/// Says something beside the results.
func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
