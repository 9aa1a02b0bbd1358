import Foundation
import HTTPTypes
import Kernel

/// What an endpoint answers, before it becomes bytes.
package struct Answer: Sendable {
  package enum Body: Sendable {
    case empty
    case json(JSON)
    /// A template with its context; the frame around it is added by the pipeline.
    case page(template: String, context: [String: JSON])
    /// A template without frame, for a script that puts it into a page.
    case fragment(template: String, context: [String: JSON])
    case bytes(Data, type: String)
  }
  package var status: HTTPResponse.Status
  package var headers: HTTPFields
  package var body: Body

  package init(_ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], _ body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok, version: Int? = nil) -> Answer {
    var headers = HTTPFields()
    if let version { headers[.eTag] = "\"\(version)\"" }
    return Answer(status, headers: headers, .json(value))
  }
  package static func page(_ template: String, _ context: [String: JSON], status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status, .page(template: template, context: context))
  }
  package static func fragment(_ template: String, _ context: [String: JSON]) -> Answer {
    Answer(.ok, .fragment(template: template, context: context))
  }
  /// After a form: go there and read (Post/Redirect/Get).
  package static func seeOther(_ link: String) -> Answer {
    Answer(.seeOther, headers: [.location: link], .empty)
  }
}
