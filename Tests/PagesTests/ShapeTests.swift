import Access
import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Pages

/// What comes in is held against one list of fields, which also describes it.
@Suite struct `Shapes of requests` {
  private let fields: [Schema.Property] = [
    .init("name", .text(min: 1, max: 3)), .optional("day", .day), .optional("count", .integer(min: 1, max: 5)),
    .optional("kind", .choice(["a", "b"])), .optional("tags", .list(.text(max: 2), max: 2)), .optional("id", .id),
    .optional("place", Schema.placeCode), .optional("note", .nullable(.text(max: 5))), .optional("sure", .boolean),
  ]

  private func pointers(_ value: JSON) -> Set<String> {
    Set(Schema.object(fields).failures(in: value, at: "").map(\.pointer))
  }

  @Test func `a body that fits is taken`() {
    let id = "0190a6e0-0000-7000-8000-000000000001"
    #expect(
      pointers([
        "name": "刘桂芳", "day": "2024-02-29", "count": 5, "kind": "b", "tags": ["", "ab"], "id": .string(id),
        "place": "990501001001", "note": nil, "sure": false,
      ]) == [])
    #expect(pointers(["name": "刘"]) == [])
  }

  @Test func `each wrong value is told by its pointer`() {
    #expect(pointers([:]) == ["/name"])
    #expect(pointers([]) == [""])
    #expect(pointers(["name": ""]) == ["/name"])
    #expect(pointers(["name": "刘桂芳芳"]) == ["/name"])
    #expect(pointers(["name": 3]) == ["/name"])
    #expect(pointers(["name": nil]) == ["/name"])
    #expect(pointers(["name": "a\u{0}"]) == ["/name"])
    #expect(
      pointers([
        "name": "刘", "day": "2023-02-29", "count": 6, "kind": "c", "tags": ["abc", "a"], "id": "1", "place": "990",
        "sure": "yes", "colour": "red",
      ]) == ["/day", "/count", "/kind", "/tags/0", "/id", "/place", "/sure", "/colour"])
    #expect(pointers(["name": "刘", "tags": ["a", "b", "c"]]) == ["/tags"])
  }

  @Test func `the description says what the check refuses`() throws {
    let document = Schema.object(fields).document
    #expect(document["additionalProperties"] == false && document["required"] == ["name"])
    let name = document["properties"]?["name"]
    #expect(name?["minLength"] == 1 && name?["maxLength"] == 3)
    #expect(document["properties"]?["count"] == ["type": "integer", "minimum": 1, "maximum": 5])
    #expect(document["properties"]?["kind"]?["enum"] == ["a", "b"])
    #expect(document["properties"]?["day"]?["format"] == "date")
  }

  @Test func `a form's fields become values of their kinds`() throws {
    let pairs = try FormFields.parse("name=%E5%88%98+%E5%A7%A8&count=2&tags=a&tags=b&sure=on&day=&&kind=a")
    let input = try FormFields.input(pairs, fields, query: false)
    #expect(input.text("name") == "刘 姨" && input.integer("count") == 2 && input.texts("tags") == ["a", "b"])
    #expect(input["sure"] == true && input["day"] == nil, "an empty optional field was left out")
  }

  @Test(arguments: ["count=2", "name=a&name=b", "name=a&colour=red", "name=a&count=two", "name=a&day=tomorrow"])
  func `a form that doesn't fit is refused`(text: String) throws {
    let pairs = try FormFields.parse(text)
    #expect(throws: Failure.self) { try FormFields.input(pairs, fields, query: false) }
  }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: Failure.self) { try FormFields.parse("name=%FF%FE") }
    #expect(throws: Failure.self) { try FormFields.parse("name=%E5%88") }
    #expect(throws: Failure.self) { try FormFields.parse("name=%zz") }
  }

  @Test func `a path is written once: route and link are the same`() throws {
    let id = try #require(EntityID("0190a6e0-0000-7000-8000-000000000001"))
    let route = Route("/orders/{id}/closure", EntityID.self)
    #expect(route.name == "id" && route.link(id) == "/orders/\(id)/closure")
    #expect(
      PageLinks.signIn.link(query: ["next": "/a?b=c&d=刘", "empty": "", "none": nil])
        == "/sign-in?next=%2Fa%3Fb%3Dc%26d%3D%E5%88%98")
    #expect(PageLinks.home.link(query: [:]) == "/")
  }

  @Test func `the description of an operation has its fields, refusals and security`() throws {
    let create = Operation(
      "makeThing", .post, Route("/api/things/{id}", EntityID.self), .createOrder, "Make", body: fields, status: .created
    )
    let health = Operation("health", .get, Route("/healthz"), .readInstallation, "Lives")
    let page = Operation("thingPage", .get, Route("/things"), .readOrder, for: .page, "A page")
    let document = OpenAPI.document([create, health, page], version: "1.2.3")
    #expect(document["openapi"] == "3.1.0" && document["info"]?["version"] == "1.2.3")
    let post = document["paths"]?["/api/things/{id}"]?["post"]
    #expect(post?["operationId"] == "makeThing" && post?["requestBody"]?["required"] == true)
    #expect(post?["requestBody"]?["content"]?["application/json"]?["schema"] == Schema.object(fields).document)
    let names = post?["parameters"]?.items?.compactMap { $0["name"]?.text } ?? []
    #expect(names.contains("id") && names.contains("Idempotency-Key"))
    for code in ["201", "401", "403", "404", "409", "412", "422"] {
      #expect(post?["responses"]?[code] != nil, "\(code)")
    }
    #expect(document["paths"]?["/healthz"]?["get"]?["security"] == [])
    #expect(document["paths"]?["/things"] == nil, "pages are for people")
    #expect(document["components"]?["schemas"]?["Problem"]?["properties"]?["reference"] != nil)
  }
}
