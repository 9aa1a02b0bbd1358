import Access
import HTTPTypes
import Kernel
import Trust

/// The journal for the auditor: who did what when, in the order of the sealed stream, without the content it seals.
package struct EventRoutes: Sendable {
  static let events = Route("/api/events")

  package init() {}

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "listEvents", .get, Self.events, .listEvents,
          "Events of the registry's stream, or of the organisation's, in order",
          query: [
            .optional("after", .integer(min: 0, max: 9_007_199_254_740_991), "a position"),
            .optional("stream", .choice(["registry", "organisation"])), .optional("limit", .integer(min: 1, max: 200)),
          ], answer: Self.document), list)
    ]
  }

  private static let document = Schema.object([
    .init(
      "items",
      .list(
        .object([
          .init("position", .integer(min: 1, max: 9_007_199_254_740_991)), .init("id", .id),
          .init("action", .text(max: 80)),
          .init("subject", .object([.init("kind", .text(max: 40)), .init("id", .id)])), .init("at", .time),
          .init("happenedAt", .time), .init("account", .nullable(.id)), .init("unit", .nullable(.id)),
          .init("role", .nullable(.text(max: 40))), .init("place", .nullable(.text(max: 15))),
          .init("purpose", .nullable(.text(max: 400))),
        ]), max: 200)),
    .init("next", .nullable(.integer(min: 0, max: 9_007_199_254_740_991)), "what `after` continues with"),
  ])

  private func list(_ call: Call) throws -> Answer {
    let limit = call.query.integer("limit") ?? 50
    let compartment = call.query.text("stream") == "organisation" ? Compartment.organisation : .registry
    let found = try Journal.events(
      in: compartment, after: Int64(call.query.integer("after") ?? 0), limit: limit, call.session)
    let items = found.map { recorded -> JSON in
      let event = recorded.event
      return [
        "position": .integer(recorded.position ?? 0), "id": JSON(event.id), "action": .string(event.action),
        "subject": ["kind": .string(event.subject.kind), "id": JSON(event.subject.id)],
        "at": .string(event.recordedAt.rfc3339(in: call.occasion.zone)),
        "happenedAt": .string(event.happenedAt.rfc3339(in: call.occasion.zone)),
        "account": JSON(event.actor.accountID?.description), "unit": JSON(event.actor.unitID?.description),
        "role": JSON(event.actor.role), "place": JSON(event.placeCode), "purpose": JSON(event.purpose),
      ]
    }
    let next: JSON = found.count == limit ? .integer(found.last?.position ?? 0) : .null
    return .json(["items": .array(items), "next": next])
  }
}
