import Access
import Foundation
import Kernel
import Testing

@testable import Pages

/// The two text files say the same things, and everything that is asked of them.
@Suite struct `The texts` {
  @Test func `both languages have the same keys, and none is empty`() throws {
    let texts = try Texts.standard()
    #expect(texts.keys(.zh).symmetricDifference(texts.keys(.en)).sorted() == [])
    for language in Language.allCases {
      let empty = texts.keys(language).filter { texts.say(Phrase($0), language).allSatisfy(\.isWhitespace) }
      #expect(empty.sorted() == [], "\(language)")
    }
  }

  @Test func `both languages name the same values`() throws {
    // A date names the month by its word where the language does, and by its number where it doesn't.
    func values(_ text: String) -> Set<String> {
      Set(text.matches(of: /\{(\w+)\}/).map { $0.1 == "monthName" ? "month" : String($0.1) })
    }
    let texts = try Texts.standard()
    let different = texts.keys(.zh).filter {
      values(texts.say(Phrase($0), .zh)) != values(texts.say(Phrase($0), .en))
    }
    #expect(different.sorted() == [])
  }

  @Test func `English has no Chinese in it`() throws {
    let texts = try Texts.standard()
    // A hint may show what a name or home looks like; those are typed in Chinese whatever the reader's language.
    let mixed = texts.keys(.en).filter { key in
      !key.hasSuffix("Hint")
        && texts.say(Phrase(key), .en).unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
    }
    #expect(mixed.sorted() == [])
  }

  @Test func `every text that a template asks for is there`() throws {
    let texts = try Texts.standard()
    for (path, text) in try Repository.files("Sources/Pages/Templates", ".mustache") {
      let asked = Set(text.matches(of: /\{\{[#^]?t\.([\w.]+)\}\}/).map { String($0.1) })
      #expect(asked.subtracting(texts.keys(.zh)).sorted() == [], "\(path)")
    }
  }

  @Test func `every phrase that the code names is there in both languages`() throws {
    let texts = try Texts.standard()
    let known = texts.keys(.zh)
    let rooms = Set(known.compactMap { $0.split(separator: ".").first.map(String.init) })
    var missing: [String] = []
    for (path, text) in try Repository.files("Sources", ".swift") where !Self.otherWords(path) {
      let code = text.replacing(/\/\/.*/, with: "")
      for match in code.matches(of: /"([a-zA-Z]+(?:\.[A-Za-z0-9]+)+)"/) {
        let key = String(match.1)
        guard rooms.contains(String(key.prefix { $0 != "." })), !known.contains(key), !Self.isDeed(key),
          AccessAction(rawValue: key) == nil
        else { continue }
        missing.append("\(key) in \(path)")
      }
    }
    #expect(missing.sorted() == [])
  }

  /// Files whose dotted words are no texts: kinds of rules, the command line's English.
  private static func otherWords(_ path: String) -> Bool {
    path.hasSuffix("/RuleKind.swift") || path.hasPrefix("Sources/quanke/")
  }

  /// The journal's words for what was done are in the past tense.
  private static func isDeed(_ key: String) -> Bool {
    key.wholeMatch(of: /[a-z]+\.(?:\w*(?:ed|Added|For|Elsewhere)|began)/) != nil
  }

  @Test func `every refusal has a title in both languages`() throws {
    let texts = try Texts.standard()
    for kind in Failure.Kind.allCases { #expect(texts.keys(.zh).contains("problem.title\(kind.rawValue)"), "\(kind)") }
  }

  @Test func `the browser's language is the first that there is`() {
    #expect(Language.accepted(nil) == .zh)
    #expect(Language.accepted("de, en-GB;q=0.8") == .en)
    #expect(Language.accepted("zh-TW,zh;q=0.9,en;q=0.8") == .zh)
    #expect(Language.accepted("EN") == .en)
    #expect(Language.accepted("") == .zh)
  }
}
