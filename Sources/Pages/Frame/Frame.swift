import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Organisation

/// An entry of the main menu, shown to whoever holds its action.
package struct MenuEntry: Sendable {
  package let link: String
  package let label: Phrase
  package let action: AccessAction

  package init(_ link: String, _ label: Phrase, _ action: AccessAction) {
    self.link = link
    self.label = label
    self.action = action
  }
}

/// What stands around every page, and how an answer becomes bytes.
struct Frame: Sendable {
  let surroundings: Surroundings
  let menu: [MenuEntry]

  func response(
    _ answer: Answer, actor: Actor?, language: Language, envelope: Envelope, occasion: Occasion,
    doorWord: String? = nil
  ) throws -> Response {
    var headers = answer.headers
    let bytes: Data
    switch answer.body {
    case .empty: return Response(status: answer.status, headers: headers)
    case .json(let value):
      bytes = value.canonical
      if headers[.contentType] == nil { headers[.contentType] = "application/json; charset=utf-8" }
    case .bytes(let given, let type):
      bytes = given
      headers[.contentType] = type
    case .fragment(let template, let context), .page(let template, let context):
      var members = context
      var around = frame(actor, language, envelope, occasion)
      if let doorWord { around["csrf"] = .string(doorWord) }
      members["frame"] = .object(around)
      let text = try surroundings.templates.render(template, members, words: surroundings.words[language]!)
      bytes = Data(text.utf8)
      headers[.contentType] = "text/html; charset=utf-8"
      headers[.contentLanguage] = language.tag
    }
    return Response(status: answer.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func frame(_ actor: Actor?, _ language: Language, _ envelope: Envelope, _ occasion: Occasion)
    -> [String: JSON]
  {
    let texts = surroundings.texts
    let entries = menu.filter { holds($0.action, actor, occasion) }
    let path = envelope.path.split(separator: "?").first.map(String.init) ?? "/"
    var members: [String: JSON] = [
      "lang": .string(language.tag), "assets": .string(surroundings.assets.root),
      "home": .string(entries.first?.link ?? "/"),
      "date": .string(Words.date(occasion.today, texts, language)), "path": .string(envelope.path),
      "other": [
        "code": .string(language.other.rawValue), "name": .string(texts.say("frame.languageName", language.other)),
      ],
      "nav": .array(
        entries.map { entry in
          [
            "href": .string(entry.link), "label": .string(texts.say(entry.label, language)),
            "current": .bool(path == entry.link || path.hasPrefix(entry.link + "/")),
          ]
        }),
    ]
    guard let actor else { return members }
    if case .session(_, let csrf) = actor.credential { members["csrf"] = .string(csrf) }
    members["user"] = .string(actor.account.name)
    members["office"] = actor.chosen.map { .string(language == .zh ? $0.unit.name : $0.unit.nameEn) }
    members["large"] = .bool(actor.account.letterSize == "large")
    members["light"] = .bool(actor.account.theme == "light")
    members["dark"] = .bool(actor.account.theme == "dark")
    members["keysOff"] = .bool(!actor.account.singleKeys)
    if holds(.listOrders, actor, occasion) { members["live"] = .string(PageLinks.live.link) }
    return members
  }

  private func holds(_ action: AccessAction, _ actor: Actor?, _ occasion: Occasion) -> Bool {
    actor != nil && (try? surroundings.access.grant(action, to: actor, at: occasion.today)) != nil
  }
}
