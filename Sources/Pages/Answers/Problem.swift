import Foundation
import HTTPTypes
import Kernel
import Store

/// Refusals as RFC 9457 problem details for scripts, and as designed pages for people.
enum Problem {
  /// The refusal that an error of any kind amounts to.
  static func failure(for error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case StoreError.unavailable: Failure(.unavailable, "problem.unavailable", retryAfter: 2)
    default: Failure(.broken, "problem.broken")
    }
  }

  /// What the log may say of an error: its kind, never a value.
  static func forLog(_ error: any Error) -> String {
    switch error {
    case let error as StoreError: "\(error)"
    case let failure as Failure: failure.phrase.key
    default: String(describing: type(of: error))
    }
  }

  static func answer(
    _ failure: Failure, _ audience: Operation.Audience, texts: Texts, language: Language, reference: String
  ) -> Answer {
    var headers = HTTPFields()
    if let seconds = failure.retryAfter { headers[.retryAfter] = "\(seconds)" }
    if failure.kind == .notSignedIn, audience == .script { headers[.wwwAuthenticate] = "Bearer" }
    let status = HTTPResponse.Status(code: failure.kind.rawValue)
    let title = texts.say(Phrase("problem.title\(failure.kind.rawValue)"), language)
    let detail = texts.say(failure.phrase, language)
    let fields = failure.fields.map { ($0.pointer, texts.say($0.phrase, language)) }
    switch audience {
    case .script:
      headers[.contentType] = "application/problem+json"
      return Answer(
        status, headers: headers,
        .json([
          "type": .string("about:blank#\(failure.kind)"), "title": .string(title),
          "status": .integer(Int64(failure.kind.rawValue)), "detail": .string(detail),
          "errors": .array(fields.map { ["pointer": .string($0.0), "detail": .string($0.1)] }),
          "reference": .string(reference),
        ]))
    case .page:
      return Answer(
        status, headers: headers,
        .page(
          template: "problem",
          context: page(
            failure, title: title, detail: detail, fields: fields, reference: reference,
            home: texts.say("problem.back", language))))
    }
  }

  private static func page(
    _ failure: Failure, title: String, detail: String, fields: [(String, String)], reference: String, home: String
  ) -> [String: JSON] {
    let what = ([detail] + fields.map { "\($0.0.drop { "/?".contains($0) }): \($0.1)" }).joined(separator: "\n")
    let ours = failure.kind == .broken || failure.kind == .unavailable
    return [
      "problem": [
        "status": .string("\(failure.kind.rawValue)"), "title": .string(title), "what": .string(what),
        "reference": ours ? .string(reference) : .null,
        "actions": [["href": .string(PageLinks.home.link), "label": .string(home), "primary": true]],
      ]
    ]
  }
}
