import App
import Kernel

/// An error in one line, for whoever typed the command.
struct Complaint {
  let line: String
  let code: Int32

  /// Nil for errors of the command line's own grammar.
  init?(_ error: any Error) {
    switch error {
    case let refused as Settings.Refused: (line, code) = (refused.description, refused.isMisuse ? 2 : 1)
    case let failure as Failure: (line, code) = (CommandTexts.say(failure), 1)
    default:
      guard let text = CommandTexts.say(error) else { return nil }
      (line, code) = (text, 1)
    }
  }
}
