import App
import ArgumentParser

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "People who sign in.", subcommands: [Add.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add an account with a post; prints the first password, which has to be changed at first use.")
    @OptionGroup var place: InstallationOptions
    @Argument(help: "Sign-in name.") var login: String
    @Option(help: "Name as people know it.") var name: String
    @Option(help: "windowWorker, gridWorker, communityLead, departmentOfficer, districtOfficer, auditor or operator.")
    var role: String
    @Option(help: "The unit's name.") var unit: String
    @Option(help: "Code of the place within whose reach the post is; the unit's own, if left out.") var reach: String?

    func run() async throws {
      try await self.place.with { installation in
        let password = try await UserAdministration(installation).add(
          login: login, name: name, role: role, unit: unit, reach: reach)
        print(password)
      }
    }
  }
}
