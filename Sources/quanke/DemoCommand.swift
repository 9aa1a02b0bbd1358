import App
import ArgumentParser

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Make a demo of invented people in DATA if it is empty, and serve it.")
  @OptionGroup var place: InstallationOptions
  @OptionGroup var server: ServerOptions
  @Option(help: "community, district or city.") var size: Demo.Size = .community
  @Flag(help: "Make it and stop.") var makeOnly = false

  func run() async throws {
    let settings = try place.settings(server.flags)
    let installation = try await Installation.open(settings)
    try await Demo(installation, folder: settings.dataFolder, say: tell).make(size)
    if makeOnly { return await installation.close() }
    try await installation.serve(settings, demo: Demo.roles)
  }
}

extension Demo.Size: ExpressibleByArgument {}
