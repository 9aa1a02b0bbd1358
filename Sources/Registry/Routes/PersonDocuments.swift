import Kernel
import Pages

/// People as JSON, with the schema that describes it. Numbers and phones are masked.
enum PersonDocuments {
  static let person = Schema.object([
    .init("id", .id), .init("name", .nullable(.text(max: 100))), .init("aliases", .list(.text(max: 100), max: 100)),
    .init("sex", .nullable(.choice(Sex.allCases.map { String(describing: $0) }))), .init("birthDate", .nullable(.day)),
    .init("idNumber", .nullable(.text(max: 40)), "masked"), .init("phones", .list(.text(max: 40), max: 50), "masked"),
    .init("home", .nullable(.text(max: 200)), "7-3-502"), .init("tags", .list(.text(max: 100), max: 100)),
    .init(
      "matched",
      .list(
        .object([.init("what", .choice(SearchMatch.What.allCases.map(\.rawValue))), .init("text", .text(max: 200))]),
        max: 20)),
    .init("version", .integer(min: 1, max: 1_000_000), "what If-Match takes"),
  ])
  static let page = Schema.object([
    .init("items", .list(person, max: 200)), .init("next", .nullable(.text(max: 400))),
  ])

  static func person(_ view: PersonView) -> JSON {
    [
      "id": JSON(view.id), "name": JSON(view.name), "aliases": .array(view.aliases.map { .string($0.text) }),
      "sex": JSON(view.sex.map { String(describing: $0) }), "birthDate": JSON(view.birthDate?.iso),
      "idNumber": JSON(view.idNumber), "phones": .array(view.phones.map { .string($0.masked) }),
      "home": JSON(view.home?.address.short), "tags": .array(view.tags.map { .string($0.text) }),
      "matched": .array(view.matched.map { ["what": .string($0.what.rawValue), "text": .string($0.text)] }),
      "version": JSON(view.person.version),
    ]
  }
}
