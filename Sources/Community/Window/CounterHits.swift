import Access
import Foundation
import Kernel
import Pages
import Registry
import Work

/// The people that the counter's field finds.
struct CounterHits {
  let page: CounterPage
  let call: Call
  /// Hits on the screen: as many as fit beside the deeds without scrolling at 1366 × 850.
  private static let most = 9

  var found: JSON {
    get throws {
      let text = (call.query.text("q") ?? "").trimmingCharacters(in: .whitespaces)
      guard !text.isEmpty else { return .null }
      let result = try PeopleSearch.find(text, limit: Self.most, grant: call.grant, vault: page.vault, in: call.session)
      let open =
        try page.orderGrant(.listOrders, call).map {
          try OrderQueue(page.desk).openCounts(ofPeople: result.hits.map(\.person.key), $0, in: call.session)
        } ?? [:]
      let total = result.isMore ? "\(result.count)+" : "\(result.count)"
      let summary =
        switch result.count {
        case 0: ""
        case 1: call.say("say.hitsOne")
        case ...result.hits.count: call.say("say.hitsAll", ["total": total])
        default: call.say("say.hitsMany", ["total": total, "shown": "\(result.hits.count)"])
        }
      return [
        "heading": .null, "hits": .array(result.hits.map { hit($0, text, open: open[$0.person.key] ?? 0) }),
        "none": result.hits.isEmpty ? .string(call.say("say.hitsNone", ["query": text])) : .null,
        "summary": .string(summary),
      ]
    }
  }

  private func hit(_ view: PersonView, _ text: String, open: Int) -> JSON {
    let link = CounterLinks.counter.link(query: ["q": text, "person": view.id.description])
    return [
      "href": .string(link), "name": JSON(view.name),
      "sexAge": .string(PersonWords.sexAndAge(view.sex, view.age, call)),
      "matched": matched(view.matched.first),
      "home": JSON(view.home.map { call.either($0.address.chinese, $0.address.short) }),
      "lastFour": JSON(view.idNumber.map { String($0.suffix(4)) }), "tags": .array(view.tags.map { .string($0.text) }),
      "chosen": .bool(call.query.id("person") == view.id),
      "remark": open > 0 ? .string(call.say("say.openCount", ["count": "\(open)"])) : .null,
    ]
  }

  /// What was typed, marked in what it was found in; a name needs no mark beside itself.
  private func matched(_ match: SearchMatch?) -> JSON {
    guard let match, !(match.what == .name && match.by == .characters) else { return .null }
    let how =
      switch (match.what, match.by) {
      case (.alias, .characters), (.alias, .pinyin), (.alias, .initials): "say.byAlias"
      case (.idNumber, _): "say.byIDNumber"
      case (.phone, _): "say.byPhone"
      case (.home, _): "say.byHome"
      default: "say.byPinyin"
      }
    if match.what == .alias {
      return ["how": .string(call.say(how)), "before": "", "hit": .string(match.of), "after": ""]
    }
    let letters = Array(match.text)
    let tail = match.by == .lastFour || match.by == .whole
    return [
      "how": .string(call.say(how)), "before": .string(tail ? "" : String(letters[..<match.hit.lowerBound])),
      "hit": .string(String(letters[match.hit])), "after": .string(String(letters[match.hit.upperBound...])),
    ]
  }
}
