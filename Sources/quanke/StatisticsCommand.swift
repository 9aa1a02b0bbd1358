import App
import ArgumentParser

struct StatisticsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics", abstract: "Counts from the tallies, as JSON.")
  @OptionGroup var place: InstallationOptions
  @Option(name: .customLong("place"), help: "Code of a place; the top one, if left out.") var code: String?
  @Option(help: "First day or month.") var from: String?
  @Option(help: "Last day or month.") var to: String?
  @Option(help: "Columns: place, month, day, kind, item, parted by commas.") var by = "place,month,kind"
  @Option(help: "Which places are rows: district, street, community, grid.") var level: String?

  func run() async throws {
    try await place.with { installation in
      print(try await Counts(installation).json(place: code, from: from, to: to, by: by, level: level))
    }
  }
}

struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract:
      "Prove that orders and tallies follow from what was done, and mend what doesn't; exit 1 if something differed.")
  @OptionGroup var place: InstallationOptions
  @Flag(help: "Say what differs and change nothing.") var check = false

  func run() async throws {
    let differences = try await place.with { try await Counts($0).rebuild(check: check) }
    for line in differences { print(line) }
    if !differences.isEmpty { throw ExitCode(1) }
  }
}
