import Foundation
import Kernel
import Mustache

/// The Mustache templates of all pages, parsed once.
package struct Templates: Sendable {
  private let library: MustacheLibrary
  package struct Missing: Error { package let name: String }

  package static func standard() throws -> Templates {
    var parsed: [String: MustacheTemplate] = [:]
    for name in try PageFiles.names(in: "Templates", withExtension: "mustache") {
      parsed[name] = try MustacheTemplate(
        string: String(decoding: PageFiles.data("Templates/\(name).mustache"), as: UTF8.self))
    }
    return Templates(library: MustacheLibrary(templates: parsed))
  }

  /// A page or part in the words of a language. `context` has what the template's example context shows.
  package func render(_ name: String, _ context: [String: JSON], words: WordTree) throws -> String {
    var members = context.compactMapValues(\.rendering)
    members["t"] = words.tree
    guard let text = library.render(members, withTemplate: name) else { throw Missing(name: name) }
    return text
  }
}

/// The texts of one language in the form that the template engine walks, made once: nothing changes them afterwards.
package struct WordTree: @unchecked Sendable {
  fileprivate let tree: Any
  package init(_ texts: JSON) { tree = texts.rendering ?? [String: Any]() }
}

extension JSON {
  /// What the template engine walks; null counts as absent.
  fileprivate var rendering: Any? {
    switch self {
    case .null: nil
    case .bool(let truth): truth
    case .integer(let number): Int(number)
    case .string(let text): text
    case .array(let items): items.compactMap(\.rendering)
    case .object(let members): members.compactMapValues(\.rendering)
    }
  }
}
