/// A sentence for the reader, by its key in the text files (`zh.json`, `en.json`), with the values that it names.
package struct Phrase: Sendable, Hashable, ExpressibleByStringLiteral {
  package let key: String
  package let values: [String: String]

  package init(_ key: String, _ values: [String: String] = [:]) {
    self.key = key
    self.values = values
  }
  package init(stringLiteral key: String) { self.init(key) }
}

/// What went wrong with one field of a request: `pointer` is a JSON pointer (RFC 6901) into the body, or `?name` for a
/// query parameter.
package struct FieldFailure: Sendable, Hashable {
  package let pointer: String
  package let phrase: Phrase

  package init(_ pointer: String, _ phrase: Phrase) {
    self.pointer = pointer
    self.phrase = phrase
  }
}

/// What a request is refused for; each kind is one HTTP status (contract: 401 not signed in … 503 not now).
package struct Failure: Error, Sendable, Hashable {
  package enum Kind: Int, Sendable, CaseIterable {
    case badRequest = 400
    case notSignedIn = 401
    case forbidden = 403
    case notFound = 404
    case notAllowed = 405
    case conflict = 409
    case stale = 412
    case tooLarge = 413
    case unsupported = 415
    case invalid = 422
    case tooMany = 429
    case broken = 500
    case unavailable = 503
  }
  package let kind: Kind
  package let phrase: Phrase
  package let fields: [FieldFailure]
  /// Seconds after which it makes sense to try again.
  package let retryAfter: Int?

  package init(_ kind: Kind, _ phrase: Phrase, fields: [FieldFailure] = [], retryAfter: Int? = nil) {
    self.kind = kind
    self.phrase = phrase
    self.fields = fields
    self.retryAfter = retryAfter
  }

  /// Not there, or out of reach: never told apart.
  package static let notFound = Failure(.notFound, "problem.notFound")
  /// One or more values can't be taken.
  package static func invalid(_ fields: FieldFailure...) -> Failure {
    Failure(.invalid, "problem.invalid", fields: fields)
  }
}
