import App
import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "API tokens for scripts.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a token and print it, nothing else.")
    @OptionGroup var place: InstallationOptions
    @Option(help: "Sign-in name of the account for which it acts.") var user: String
    @Option(
      help: "Action that it may do, such as order.read; several times for several; all of the account's otherwise.")
    var scope: [String] = []
    @Option(help: "Days until it expires (1 to 366).") var days = 30

    func run() async throws {
      try await place.with { installation in
        print(try await UserAdministration(installation).token(user: user, scope: scope, days: days))
      }
    }
  }
}
