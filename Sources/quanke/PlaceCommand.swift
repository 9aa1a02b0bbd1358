import App
import ArgumentParser

struct PlaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "place", abstract: "The tree of places.", subcommands: [Add.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a province (2 digits), city (4), district (6), street (9), community (12) or grid (15).")
    @OptionGroup var installation: InstallationOptions
    @Argument(help: "Code; the place above is the one whose code it begins with.") var code: String
    @Argument(help: "Name.") var name: String
    @Option(help: "English name.") var nameEn: String?
    @Option(help: "From which day it holds (today).") var from: String?

    func run() async throws {
      try await installation.with {
        try await PlaceAdministration($0).addPlace(code: code, name: name, nameEn: nameEn ?? name, from: from)
      }
    }
  }
}

struct UnitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unit", abstract: "Offices and organisations.", subcommands: [Add.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add a unit.")
    @OptionGroup var installation: InstallationOptions
    @Argument(help: "Name.") var name: String
    @Option(help: "communityOffice, streetOffice, department, districtOffice, audit, operations or organisation.")
    var kind: String
    @Option(help: "Code of its place.") var place: String
    @Option(help: "A department's word in the catalogue, such as 民政.") var department: String?
    @Option(help: "English name.") var nameEn: String?

    func run() async throws {
      try await installation.with {
        try await PlaceAdministration($0).addUnit(
          name: name, nameEn: nameEn ?? name, kind: kind, place: place, department: department)
      }
    }
  }
}
