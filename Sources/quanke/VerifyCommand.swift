import App
import ArgumentParser

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check the journal against itself, its signed heads and heads kept elsewhere; exit 1 if something is found.")
  @OptionGroup var place: InstallationOptions
  @Option(help: "A head that was printed earlier; several times for several.") var head: [String] = []
  @Flag(help: "Print the present heads, to be kept elsewhere.") var printHead = false

  func run() async throws {
    let sound = try await place.with { installation in
      let verification = Verification(installation)
      if printHead {
        for line in try await verification.heads() { print(line) }
        return true
      }
      let (lines, sound) = try await verification.verify(heads: head)
      for line in lines { print(line) }
      return sound
    }
    if !sound { throw ExitCode(1) }
  }
}

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Name what is missing or misconfigured, a line each, with the mend.")
  @OptionGroup var place: InstallationOptions
  @OptionGroup var server: ServerOptions

  func run() async throws {
    let findings = await Doctor(settings: { try place.settings(server.flags) }).findings()
    for finding in findings { print(finding.line) }
    if findings.contains(where: \.isFault) { throw ExitCode(1) }
  }
}
