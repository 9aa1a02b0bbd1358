import Access
import Foundation
import Kernel
import Pages
import Work

/// The items that the counter's second field finds.
struct CounterFinder {
  let page: CounterPage
  let call: Call
  private static let most = 10

  /// - Parameter chosen: the item that was taken; its name stands in the field.
  func finder(chosen: CatalogueItem?) throws -> JSON {
    let text = (call.query.text("f") ?? "").trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty, chosen == nil else {
      return [
        "text": .string(chosen.map { call.either($0.name.zh, $0.name.en) } ?? ""), "open": false, "hits": [],
        "none": .null,
      ]
    }
    guard let grant = page.orderGrant(.readCatalogue, call) else { throw Failure(.forbidden, "problem.forbidden") }
    let list = try CatalogueList.find(text, rulebook: page.desk.rulebook, grant, in: call.session)
    return [
      "text": .string(text), "open": true, "hits": .array(list.matches.prefix(Self.most).map { hit($0, text) }),
      "none": list.matches.isEmpty ? .string(call.say("say.itemsNone", ["query": text])) : .null,
    ]
  }

  private func hit(_ match: CatalogueSearch.Match, _ text: String) -> JSON {
    let item = match.item
    let kind = call.say(item.kind == .immediate ? "say.immediate" : "say.promisedKind")
    let limit = item.kind == .promised ? call.say("say.workingDays", ["days": "\(item.limit)"]) : nil
    let line = [item.code, kind, limit, OrderWords.department(item, call)].compactMap { $0 }
    return [
      "href": .string(link(item)), "name": .string(call.either(item.name.zh, item.name.en)),
      "line": .string(line.joined(separator: call.say("frame.comma"))), "matched": matched(match, text),
    ]
  }

  private func matched(_ match: CatalogueSearch.Match, _ text: String) -> JSON {
    switch match.kind {
    case .everyday: mark("say.byWords", match.text)
    case .initials, .pinyin: mark("say.byPinyin", text.uppercased())
    case .code: mark("say.byCode", match.text)
    default: .null
    }
  }

  private func mark(_ how: String, _ text: String) -> JSON {
    ["how": .string(call.say(how)), "before": "", "hit": .string(text), "after": ""]
  }

  private func link(_ item: CatalogueItem) -> String {
    CounterLinks.counter.link(query: [
      "q": call.query.text("q"), "person": call.query.text("person"), "item": item.code,
    ])
  }

  /// The other items of the same kind of matter.
  func related(to item: CatalogueItem?, in catalogue: WindowCatalogue) -> [JSON] {
    guard let item else { return [] }
    return catalogue.items.filter { $0.subcategory == item.subcategory && $0.code != item.code }.prefix(3).map {
      ["href": .string(link($0)), "name": .string(call.either($0.name.zh, $0.name.en))]
    }
  }
}
