import Foundation
import Kernel
import Testing

@testable import Pages

/// Every template with every example of what it is given, in both languages.
@Suite struct `The templates` {
  /// Parts that whole pages take in.
  private static let parts: Set<String> = ["layout", "hidden", "moves", "clock", "person-facts", "wrong-list"]

  @Test(arguments: Language.allCases)
  func `every example renders, and nothing of the template language is left`(language: Language) throws {
    let templates = try Templates.standard()
    let words = WordTree(try Texts.standard().tree(language))
    for (file, template, context) in try Repository.contexts() {
      let page = try templates.render(template, context, words: words)
      #expect(!page.contains("{{") && !page.contains("}}"), "\(file)")
      #expect(page.hasSuffix("</html>\n") && page.contains("<main id=\"main\""), "\(file) is no whole page")
      #expect(page.matches(of: /<h1[ >]/).count == 1, "\(file) has not one heading of the first rank")
      #expect(
        !page.contains(/<script(?![^>]*\ssrc=)/) && !page.contains(/\sstyle="/) && !page.contains(/\son[a-z]+="/),
        "\(file) has inline script or style, which the policy forbids")
      #expect(!page.contains("=\"\" href") && !page.contains("href=\"\""), "\(file) has a link to nowhere")
    }
  }

  @Test(arguments: Language.allCases)
  func `identifiers are unique on a page, and labels point at fields that are there`(language: Language) throws {
    let templates = try Templates.standard()
    let words = WordTree(try Texts.standard().tree(language))
    for (file, template, context) in try Repository.contexts() {
      let page = try templates.render(template, context, words: words)
      let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count, "\(file): \(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
      let pointed = page.matches(of: /\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/)
        .flatMap { $0.1.split(separator: " ").map(String.init) }
      #expect(Set(pointed).subtracting(ids).sorted() == [], "\(file) points at what is not there")
    }
  }

  @Test func `every whole page has an example`() throws {
    let shown = Set(try Repository.contexts().map(\.template))
    let all = try PageFiles.names(in: "Templates", withExtension: "mustache").filter { name in
      try !Self.parts.contains(name)
        && Repository.text("Sources/Pages/Templates/\(name).mustache").hasPrefix("{{<layout}}")
    }
    #expect(Set(all).subtracting(shown).sorted() == [])
  }

  @Test func `every form that changes something carries the session's word`() throws {
    for (path, text) in try Repository.files("Sources/Pages/Templates", ".mustache") {
      for form in text.matches(of: /(?s)<form[^>]*method="post".*?<\/form>/) {
        #expect(form.output.contains("name=\"csrf\"") || form.output.contains("{{>hidden}}"), "\(path)")
      }
    }
  }

  @Test func `templates and scripts hold no words of a language but the seal`() throws {
    let files =
      try Repository.files("Sources/Pages/Templates", ".mustache") + Repository.files("Sources/Pages/Assets", ".js")
    for (path, text) in files {
      let letters = text.replacing("aria-hidden=\"true\">全</span>", with: "").unicodeScalars.filter {
        (0x3400...0x9FFF).contains($0.value) || (0x3000...0x303F).contains($0.value)
          || (0xFF00...0xFFEF).contains($0.value)
      }
      #expect(String(String.UnicodeScalarView(letters)) == "", "\(path)")
    }
  }

  @Test func `what users typed can't become markup`() throws {
    let templates = try Templates.standard()
    let words = WordTree(try Texts.standard().tree(.zh))
    let evil = "\"><script src=//evil.example></script>"
    for (file, template, context) in try Repository.contexts() {
      let page = try templates.render(template, Self.poisoned(.object(context), evil), words: words)
      #expect(!page.contains("<script src=//evil"), "\(file)")
    }
    for (path, text) in try Repository.files("Sources/Pages/Templates", ".mustache") {
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(path) writes something unescaped")
    }
  }

  private static func poisoned(_ value: JSON, _ evil: String) -> [String: JSON] {
    func poison(_ value: JSON) -> JSON {
      switch value {
      case .string: .string(evil)
      case .array(let items): .array(items.map(poison))
      case .object(let members): .object(members.mapValues(poison))
      default: value
      }
    }
    guard case .object(let members) = poison(value) else { return [:] }
    return members
  }
}
