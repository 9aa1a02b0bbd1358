import Foundation
import Kernel

/// What can stand in a path between two slashes.
package protocol PathParameter: Sendable {
  static func parse(_ text: String) -> Self?
  var pathText: String { get }
  /// Its schema in the OpenAPI document.
  static var schema: Schema { get }
}

extension EntityID: PathParameter {
  package static func parse(_ text: String) -> EntityID? { EntityID(text) }
  package var pathText: String { description }
  package static var schema: Schema { .id }
}

extension String: PathParameter {
  package static func parse(_ text: String) -> String? { text }
  package var pathText: String { addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? self }
  package static var schema: Schema { .text(max: 200) }
}

/// A path that has no parameter.
package struct NoParameter: PathParameter {
  package static func parse(_ text: String) -> NoParameter? { NoParameter() }
  package var pathText: String { "" }
  package static var schema: Schema { .text(max: 0) }
}

/// A path, written once: it makes the route and every link to it. One parameter stands in it at most, as `{name}`; what
/// stands in braces before it is matched by anything and not looked at.
package struct Route<Parameter: PathParameter>: Sendable {
  package let template: String
  /// The parameter's name, or nil.
  package let name: String?

  package init(_ template: String, _ type: Parameter.Type = Parameter.self) {
    self.template = template
    name = template.lastIndex(of: "{").flatMap { open in
      template.lastIndex(of: "}").map { String(template[template.index(after: open)..<$0]) }
    }
  }

  package func link(_ parameter: Parameter) -> String {
    name.map { template.replacing("{\($0)}", with: parameter.pathText) } ?? template
  }
}

extension Route where Parameter == NoParameter {
  package init(_ template: String) { self.init(template, NoParameter.self) }
  package var link: String { template }

  /// The path with a query, in the order given; empty values are left out.
  package func link(query: KeyValuePairs<String, String?>) -> String {
    let pairs = query.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(name)=\($0.queryText)" }
    }
    return pairs.isEmpty ? template : template + "?" + pairs.joined(separator: "&")
  }
}
