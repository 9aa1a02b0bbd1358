import App
import ArgumentParser
import Foundation
import Logging

/// The command line: one thin file per command.
@main
struct Quanke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quanke", abstract: "全科: community, surge and juvenile social work on one desk.",
    version: Product.version,
    subcommands: [
      DemoCommand.self, ServeCommand.self, UserCommand.self, TokenCommand.self, PlaceCommand.self, UnitCommand.self,
      ImportCommand.self, StatisticsCommand.self, RebuildCommand.self, VerifyCommand.self, DoctorCommand.self,
    ])

  static func main() async {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      finish(error)
    }
  }

  /// 0 done, 1 failed, 2 used wrongly; one clear line on standard error.
  private static func finish(_ error: any Error) -> Never {
    switch Complaint(error) {
    case let complaint?:
      FileHandle.standardError.write(Data("quanke: \(complaint.line)\n".utf8))
      Foundation.exit(complaint.code)
    case nil:
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty {
        let stream = code.isSuccess ? FileHandle.standardOutput : FileHandle.standardError
        stream.write(Data((text + "\n").utf8))
      }
      Foundation.exit(code.isSuccess ? 0 : code == .failure ? 1 : 2)
    }
  }
}
