import Access
import HTTPTypes
import Kernel

/// What an endpoint is, declared once: it makes the route, the check of what comes in, the form and the OpenAPI document.
package struct Operation: Sendable {
  /// What kind of reader it has, which decides how its failures look.
  package enum Audience: Sendable, Hashable {
    /// Scripts: JSON under `/api/`, described in the OpenAPI document under `id`.
    case script
    /// People: a page or a form.
    case page
  }
  package let id: String
  package let method: HTTPRequest.Method
  package let path: String
  package let action: AccessAction
  package let audience: Audience
  package let summary: String
  package let parameter: (name: String, schema: Schema)?
  package let query: [Schema.Property]
  /// The fields of the body; nil where it has none.
  package let body: [Schema.Property]?
  /// Whether a body may be left out altogether (`{}` is meant).
  package let bodyOptional: Bool
  package let answer: Schema?
  package let status: HTTPResponse.Status
  /// The largest body that is read, in bytes.
  package let largestBody: Int
  /// Whether its answer is kept under an Idempotency-Key. Not where each answer has to be journalled by itself.
  package let keepsAnswer: Bool
  /// It changes something that has a version: takes `If-Match`.
  package let changesVersion: Bool
  /// What it answers has a version: gives an `ETag`.
  package let givesVersion: Bool
  /// It looks at the form's own word itself, since it is sent by whoever has no session yet: signing in.
  package let isDoor: Bool

  package init<Parameter>(
    _ id: String, _ method: HTTPRequest.Method, _ route: Route<Parameter>, _ action: AccessAction,
    for audience: Audience = .script, _ summary: String, query: [Schema.Property] = [], body: [Schema.Property]? = nil,
    answer: Schema? = nil, status: HTTPResponse.Status = .ok, largestBody: Int = 64 * 1024,
    keepsAnswer: Bool = true, isDoor: Bool = false, changesVersion: Bool = false, givesVersion: Bool = false
  ) {
    self.id = id
    self.method = method
    path = route.template
    self.action = action
    self.audience = audience
    self.summary = summary
    parameter = route.name.map { ($0, Parameter.schema) }
    self.query = query
    self.body = body
    bodyOptional = body?.allSatisfy { !$0.required } ?? true
    self.answer = answer
    self.status = status
    self.largestBody = largestBody
    self.keepsAnswer = keepsAnswer
    self.isDoor = isDoor
    self.changesVersion = changesVersion
    self.givesVersion = givesVersion
  }

  package var writes: Bool { method != .get && method != .head }
}
