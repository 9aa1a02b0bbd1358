import App
import ArgumentParser
import Foundation
import Kernel

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take lists in; every row is accounted for.",
    subcommands: [Residents.self, History.self])

  struct Residents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A list of residents: XLSX or CSV.")
    @OptionGroup var place: InstallationOptions
    @Argument(help: "The list.") var file: String
    @Option(help: "Code of the community (12 digits).") var community: String?
    @Flag(help: "Read and report only; needs no database.") var dryRun = false
    @Option(help: "Write what became of each row to this file (JSON).") var report: String?

    func run() async throws {
      let list = try ListImport(path: file, today: .now())
      if let report { try list.write(to: report) }
      tell(list.balance)
      if dryRun { return }
      guard let community else { throw ValidationError("say whose residents they are: --community CODE") }
      let result = try await place.with { try await list.take(into: $0, community: community) }
      print(result)
    }
  }

  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Files of past visits and matters (CSV, also .gz), for the counts.")
    @OptionGroup var place: InstallationOptions
    @Argument(help: "The files.") var files: [String]

    func run() async throws {
      try await place.with { installation in
        for file in files { print(try await HistoryFiles(installation).take(file)) }
      }
    }
  }
}
