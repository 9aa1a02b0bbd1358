import Kernel
import Lists
import Pages
import Rulebook
import Store
import Trust

/// Errors in the operator's words, English: the command line is the operator's.
package enum CommandTexts {
  /// A refusal with its fields.
  package static func say(_ failure: Failure) -> String {
    guard let texts = try? Texts.standard() else { return failure.phrase.key }
    let fields = failure.fields.map { "\($0.pointer): \(texts.say($0.phrase, .en))" }
    return ([texts.say(failure.phrase, .en)] + fields).joined(separator: " ")
  }

  /// One line for an error of any other floor; nil for what is not ours.
  package static func say(_ error: any Error) -> String? {
    switch error {
    case let refusal as ListRefusal: refusal.english
    case let error as KeyFolderError: error.description
    case let error as RuleRefusal: error.description
    case let error as VaultError: "\(error)"
    case let error as CalendarError: error.english
    case let error as StoreError: say(error)
    default: nil
    }
  }

  private static func say(_ error: StoreError) -> String {
    switch error {
    case .newerDatabase(let found, let known):
      "the database was made by a newer program (step \(found), this program knows \(known)); use that program"
    case .unavailable(let reason): "the database can't be used now: \(reason)"
    default: "the database refused: \(error)"
    }
  }
}
