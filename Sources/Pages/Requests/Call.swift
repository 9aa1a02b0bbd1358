import Access
import Kernel
import Store

/// One request on its way through an endpoint: inside its transaction, with the grant that its action needs.
package struct Call {
  package let session: any Session
  package let grant: Grant
  package let occasion: Occasion
  package let query: Input
  package let body: Input
  /// The version that the reader saw, from `If-Match` or a form's hidden field.
  package let ifMatch: Int?
  package let language: Language
  package let texts: Texts
  /// The Idempotency-Key's stand-in for pages: a fresh word for each form on the page that is answered.
  package let freshKey: @Sendable () -> String
  /// The part of a page that a script asks for (`Quanke-Fragment`), or nil for the whole page.
  package let fragment: String?
  /// The path and query that were asked for.
  package let path: String
  package let audience: Operation.Audience
  /// What stands in the path for its parameter; nil where it has none.
  package let parameter: String?

  /// The id in the path. - Throws: `notFound` where it is none.
  package func pathID() throws -> EntityID {
    guard let id = parameter.flatMap({ EntityID($0) }) else { throw Failure.notFound }
    return id
  }

  /// A sentence in the reader's language.
  package func say(_ phrase: Phrase) -> String { texts.say(phrase, language) }
}

extension Call {
  /// A refusal whose journal event stays: it is answered, not thrown, so that the transaction is committed.
  package func refused(_ failure: Failure) -> Answer {
    Problem.answer(failure, audience, texts: texts, language: language, reference: occasion.requestID.reference)
  }
}

extension Call {
  /// The same call under another grant of the same actor, for a page that shows what a refused form was about.
  package func with(grant: Grant) -> Call {
    Call(
      session: session, grant: grant, occasion: occasion, query: query, body: body, ifMatch: ifMatch,
      language: language,
      texts: texts, freshKey: freshKey, fragment: fragment, path: path, audience: audience, parameter: parameter)
  }
}
