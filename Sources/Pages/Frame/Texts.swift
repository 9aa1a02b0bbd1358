import Foundation
import Kernel

/// The languages of the interface.
package enum Language: String, Sendable, CaseIterable {
  case zh, en
  /// The tag for `lang` and `Content-Language`.
  package var tag: String { self == .zh ? "zh-CN" : "en" }
  package var other: Language { self == .zh ? .en : .zh }

  /// The first language of an `Accept-Language` header that there is; Chinese otherwise.
  package static func accepted(_ header: String?) -> Language {
    let wanted = (header ?? "").split(separator: ",").map { part in
      (part.split(separator: ";").first ?? "").trimmingCharacters(in: .whitespaces)
    }
    return wanted.lazy.compactMap { Language(rawValue: String($0.prefix(2)).lowercased()) }.first ?? .zh
  }
}

/// All words that a user reads: those of the pages from `Texts/zh.json` and `Texts/en.json`, the sentences of the rules
/// from `Texts/rules.zh.json` and `Texts/rules.en.json`.
package struct Texts: Sendable {
  private let trees: [Language: JSON]
  private let flat: [Language: [String: String]]

  package struct Missing: Error { package let file: String }

  package init(trees: [Language: JSON]) {
    self.trees = trees
    flat = trees.mapValues { tree in
      var words: [String: String] = [:]
      Texts.flatten(tree, "", into: &words)
      return words
    }
  }

  /// The texts that the program is delivered with.
  package static func standard() throws -> Texts {
    var trees: [Language: JSON] = [:]
    for language in Language.allCases {
      let files = ["Texts/\(language.rawValue).json", "Texts/rules.\(language.rawValue).json"]
      trees[language] = try files.reduce([:]) { merged($0, try JSON(json: PageFiles.data($1))) }
    }
    return Texts(trees: trees)
  }

  /// The whole tree, for templates.
  package func tree(_ language: Language) -> JSON { trees[language] ?? .null }
  package func keys(_ language: Language) -> Set<String> { Set(flat[language, default: [:]].keys) }

  /// The sentence with its values filled in; `name.en` is the English for the value `name`. An unknown key shows itself, which a test finds.
  package func say(_ phrase: Phrase, _ language: Language) -> String {
    var text = flat[language]?[phrase.key] ?? phrase.key
    for (name, value) in phrase.values {
      let own = language == .zh ? value : phrase.values["\(name).\(language.rawValue)"] ?? value
      text = text.replacing("{\(name)}", with: own)
    }
    return text
  }

  private static func merged(_ left: JSON, _ right: JSON) -> JSON {
    guard case .object(let some) = left, case .object(let others) = right else { return right }
    return .object(some.merging(others, uniquingKeysWith: merged))
  }

  private static func flatten(_ value: JSON, _ path: String, into words: inout [String: String]) {
    switch value {
    case .string(let text): words[path] = text
    case .object(let members):
      for (name, member) in members { flatten(member, path.isEmpty ? name : "\(path).\(name)", into: &words) }
    default: break
    }
  }
}
