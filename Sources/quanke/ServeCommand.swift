import App
import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve a real installation.")
  @OptionGroup var place: InstallationOptions
  @OptionGroup var server: ServerOptions
  @Flag(help: "Print each setting with where it came from, secrets hidden, and stop.") var printSettings = false

  func run() async throws {
    let settings = try place.settings(server.flags)
    if printSettings {
      for line in settings.lines { print(line) }
      return
    }
    try await Installation.open(settings).serve(settings)
  }
}

/// How it is served.
struct ServerOptions: ParsableArguments {
  @Option(help: "TCP port (8080).") var port: Int?
  @Option(help: "Address to listen on (127.0.0.1).") var host: String?
  @Option(help: "Proxies whose X-Forwarded-For is believed.") var trustedProxies: String?
  @Option(help: "PEM file with the certificate chain.") var tlsCertificate: String?
  @Option(help: "PEM file with the private key.") var tlsKey: String?
  @Option(help: "A session ends after so many minutes without a request.") var sessionIdleMinutes: Int?
  @Option(help: "A session ends after so many hours in any case.") var sessionHours: Int?

  var flags: [String: String?] {
    [
      "port": port.map(String.init), "host": host, "trusted-proxies": trustedProxies, "tls-certificate": tlsCertificate,
      "tls-key": tlsKey, "session-idle-minutes": sessionIdleMinutes.map(String.init),
      "session-hours": sessionHours.map(String.init),
    ]
  }
}
