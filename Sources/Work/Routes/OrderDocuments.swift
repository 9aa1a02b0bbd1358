import Access
import Kernel
import Organisation
import Pages

/// Orders as JSON, each with the schema that describes it.
enum OrderDocuments {
  static let owner = Schema.object([
    .init("unit", .id, "the unit in whose hands it is"), .init("name", .text(max: 200)),
    .init("account", .nullable(.text(max: 100)), "who has taken it; null until somebody signs for it"),
  ])
  static let state = Schema.choice(OrderState.allCases.map(\.rawValue))

  static let receipt = Schema.object([
    .init("id", .id), .init("number", .text(max: 40)), .init("printedNumber", .text(max: 80)), .init("state", state),
    .init("acceptedAt", .time), .init("dueAt", .nullable(.time)), .init("closedAt", .nullable(.time)),
    .init("owner", .object([.init("unit", .id), .init("name", .text(max: 200))])),
    .init("version", .integer(min: 1, max: 1_000_000), "what If-Match takes"),
  ])

  static func receipt(_ receipt: OrderReceipt, zone: Zone) -> JSON {
    [
      "id": JSON(receipt.id), "number": .string(receipt.number.text), "printedNumber": .string(receipt.printedNumber),
      "state": .string(receipt.state.rawValue), "acceptedAt": time(receipt.acceptedAt, zone),
      "dueAt": time(receipt.dueAt, zone), "closedAt": time(receipt.closedAt, zone),
      "owner": ["unit": JSON(receipt.owner.id), "name": .string(receipt.owner.name)],
      "version": JSON(receipt.version),
    ]
  }

  static let person = Schema.object([
    .init("id", .id), .init("name", .nullable(.text(max: 100))),
    .init("sex", .nullable(.choice(Sex.allCases.map { String(describing: $0) }))), .init("birthDate", .nullable(.day)),
    .init("idNumber", .nullable(.text(max: 40)), "masked"), .init("home", .nullable(.text(max: 100))),
    .init("phones", .list(.text(max: 40), max: 50), "masked"), .init("tags", .list(.text(max: 100), max: 100)),
  ])

  static func person(_ person: OrderPerson) -> JSON {
    [
      "id": JSON(person.id), "name": JSON(person.name), "sex": JSON(person.sex.map { String(describing: $0) }),
      "birthDate": JSON(person.birthDate?.iso), "idNumber": JSON(person.idNumber), "home": JSON(person.home),
      "phones": .array(person.phones.map { .string($0.masked) }), "tags": .array(person.tags.map { .string($0) }),
    ]
  }

  private static let lineProperties: [Schema.Property] = [
    .init("id", .id), .init("number", .text(max: 40)), .init("printedNumber", .text(max: 80)),
    .init("item", .object([.init("code", .text(max: 20)), .init("name", .text(max: 200))])), .init("state", state),
    .init("acceptedAt", .time), .init("dueAt", .nullable(.time)), .init("closedAt", .nullable(.time)),
    .init("owner", owner), .init("person", person), .init("version", .integer(min: 1, max: 1_000_000)),
    .init(
      "urgency",
      .object([.init("light", .choice(Urgency.Light.allCases.map(\.rawValue))), .init("reason", .text(max: 300))])),
  ]
  static let line = Schema.object(lineProperties)
  static let page = Schema.object([
    .init("items", .list(line, max: 200)), .init("next", .nullable(.text(max: 200))),
  ])

  static func line(_ line: OrderLine, _ call: Call) -> JSON {
    .object(
      members(
        id: line.id, number: line.number, printed: line.printedNumber, item: line.item,
        columns: (
          line.state, line.acceptedAt,
          line.dueAt, line.closedAt
        ), owner: line.owner, person: line.person, version: line.version,
        urgency: line.urgency, call))
  }

  static let act = Schema.object([
    .init("id", .id), .init("verb", .choice(OrderVerb.allCases.map(\.rawValue))), .init("at", .time),
    .init("by", .text(max: 200)), .init("unit", .text(max: 200)), .init("toUnit", .nullable(.text(max: 200))),
    .init("text", .nullable(.text(max: 4000))),
  ])
  static let view = Schema.object(
    lineProperties + [
      .init("acts", .list(act, max: 1000)),
      .init("materials", .list(.object([.init("name", .text(max: 200)), .init("seen", .boolean)]), max: 100)),
      .init("catalogueVersion", .integer(min: 1, max: 1_000_000)),
      .init(
        "moves",
        .list(
          .object([
            .init("verb", .choice(OrderVerb.allCases.map(\.rawValue))), .init("possible", .boolean),
            .init("reason", .nullable(.text(max: 500))),
          ]), max: 20)),
    ])

  static func view(_ view: OrderView, _ call: Call) -> JSON {
    let columns = view.order.columns
    var members = members(
      id: view.order.id, number: view.order.number, printed: view.printedNumber, item: view.item,
      columns: (columns.state, columns.acceptedAt, columns.dueAt, columns.closedAt), owner: view.owner,
      person: view.person, version: columns.version, urgency: view.urgency, call)
    members["catalogueVersion"] = JSON(view.catalogueVersion)
    members["materials"] = .array(view.papers.map { ["name": .string($0.material.name), "seen": .bool($0.seen)] })
    members["acts"] = .array(
      view.deeds.map { deed in
        [
          "id": JSON(deed.id), "verb": .string(deed.verb.rawValue), "at": time(deed.at, call.occasion.zone),
          "by": .string(deed.name), "unit": .string(deed.unit), "toUnit": JSON(deed.toUnit), "text": JSON(deed.text),
        ]
      })
    members["moves"] = .array(
      view.moves.map {
        [
          "verb": .string($0.verb.rawValue), "possible": .bool($0.isPossible),
          "reason": JSON($0.obstacle.map(call.say)),
        ]
      })
    return .object(members)
  }

  private static func members(
    id: EntityID, number: OrderNumber, printed: String, item: CatalogueItem,
    columns: (state: OrderState, acceptedAt: Instant, dueAt: Instant?, closedAt: Instant?), owner: OrderOwner,
    person: OrderPerson, version: Int, urgency: Urgency, _ call: Call
  ) -> [String: JSON] {
    let zone = call.occasion.zone
    return [
      "id": JSON(id), "number": .string(number.text), "printedNumber": .string(printed),
      "item": ["code": .string(item.code), "name": .string(call.language == .zh ? item.name.zh : item.name.en)],
      "state": .string(columns.state.rawValue), "acceptedAt": time(columns.acceptedAt, zone),
      "dueAt": time(columns.dueAt, zone), "closedAt": time(columns.closedAt, zone),
      "owner": ["unit": JSON(owner.unit), "name": .string(owner.unitName), "account": JSON(owner.login)],
      "person": Self.person(person), "version": JSON(version),
      "urgency": ["light": .string(urgency.light.rawValue), "reason": .string(call.say(urgency.reason))],
    ]
  }

  static func time(_ instant: Instant?, _ zone: Zone) -> JSON { JSON(instant?.rfc3339(in: zone)) }

  static let items = Schema.object([
    .init("version", .integer(min: 1, max: 1_000_000)),
    .init(
      "items",
      .list(
        .object([
          .init("code", .text(max: 20)), .init("name", .text(max: 200)), .init("category", .text(max: 200)),
          .init("subcategory", .text(max: 200)), .init("kind", .choice(["immediate", "promised"])),
          .init("limitWorkingDays", .integer(min: 0, max: 400)), .init("materials", .list(.text(max: 200), max: 100)),
          .init("department", .text(max: 100)), .init("matched", .text(max: 200)),
        ]), max: 2000)),
    .init("next", .nullable(.text(max: 200))),
  ])

  static func items(_ matches: [CatalogueSearch.Match], version: Int, next: String?, _ language: Language) -> JSON {
    let word = { (label: CatalogueItem.Label) -> JSON in .string(language == .zh ? label.zh : label.en) }
    return [
      "version": JSON(version), "next": JSON(next),
      "items": .array(
        matches.map { match in
          [
            "code": .string(match.item.code), "name": word(match.item.name), "category": word(match.item.category),
            "subcategory": word(match.item.subcategory), "kind": .string(match.item.kind.rawValue),
            "limitWorkingDays": JSON(match.item.limit),
            "materials": .array(match.item.materials.map { .string($0.name) }),
            "department": .string(match.item.department), "matched": .string(match.text),
          ]
        }),
    ]
  }
}
