import Access
import HTTPTypes
import Kernel
import Pages
import Store
import Trust

/// People for scripts: the operations of the outer contract.
package struct PersonRoutes: Sendable {
  let vault: Vault

  package init(vault: Vault) { self.vault = vault }

  package var endpoints: [Endpoint] {
    [
      .read(
        Operation(
          "searchPeople", .get, PeopleLinks.apiPeople, .searchPeople, "People in reach, by whatever is known of them",
          query: [
            .init(
              "q", .text(min: 1, max: 100), "name, alias, pinyin, initials, last four digits, home, several together"),
            .optional("place", .placeCode), .optional("limit", .integer(min: 1, max: 200)),
            .optional("cursor", .text(min: 1, max: 400)),
          ], answer: PersonDocuments.page), search),
      .read(
        Operation(
          "getPerson", .get, PeopleLinks.apiPerson, .readPerson, "One person", answer: PersonDocuments.person,
          givesVersion: true)
      ) { call in
        let view = try PersonStore.view(id: call.pathID(), grant: call.grant, in: call.session)
        return .json(PersonDocuments.person(view), version: view.person.version)
      },
      .write(
        Operation(
          "createPerson", .post, PeopleLinks.apiPeople, .createPerson, "Register a person", body: Self.newPerson,
          answer: PersonDocuments.person, status: .created, givesVersion: true)
      ) { call in
        let view = try PersonCreation.create(
          Self.newPerson(call.body), grant: call.grant, occasion: call.occasion, vault: vault, in: call.session)
        return .json(PersonDocuments.person(view), .created, version: view.person.version)
      },
      .write(
        Operation(
          "disclosePerson", .post, PeopleLinks.apiDisclosure, .disclosePerson, "Show one masked value, for a purpose",
          body: [
            .init("field", .text(min: 1, max: 60), "idNumber, document, phone:ID or contact:ID"),
            .init("purpose", .text(min: 1, max: 200)),
          ], answer: .object([.init("value", .text(max: 200))]), keepsAnswer: false)
      ) { call in
        guard let value = PersonDisclosure.Value(call.body.text("field") ?? "") else {
          throw Failure.invalid(FieldFailure("/field", "person.field.unknown"))
        }
        let plain = try PersonDisclosure.disclose(
          value, of: call.pathID(), purpose: call.body.text("purpose"), grant: call.grant, occasion: call.occasion,
          vault: vault, in: call.session)
        return .json(["value": .string(plain)])
      },
    ]
  }

  private func search(_ call: Call) throws -> Answer {
    let page = try PeopleSearch.find(
      call.query.text("q") ?? "", place: call.query.text("place"), limit: call.query.integer("limit") ?? 50,
      cursor: call.query.text("cursor"), grant: call.grant, vault: vault, in: call.session)
    return .json(["items": .array(page.hits.map(PersonDocuments.person)), "next": JSON(page.next)])
  }

  /// The body of `createPerson`.
  package static let newPerson: [Schema.Property] = [
    .optional("id", .id), .init("name", .text(min: 1, max: 100)), .optional("idNumber", .text(max: 40)),
    .optional("sex", .choice(["male", "female", "unknown", "notStated"])), .optional("birthDate", .day),
    .optional("phones", .list(.text(min: 1, max: 60), max: 20)),
    .init("community", .text(min: 12, max: 12, pattern: "^\\d{12}$")),
    .optional("home", .text(max: 100), "7-3-502, or any legible spelling"),
    .optional("aliases", .list(.text(min: 1, max: 40), max: 20), "what people call her"),
  ]

  package static func newPerson(_ body: Input) -> NewPerson {
    var person = NewPerson(name: body.text("name") ?? "", community: body.text("community") ?? "")
    person.id = body.id("id")
    person.idNumber = body.text("idNumber")
    person.sex = body.text("sex")
    person.birthDate = body.text("birthDate")
    person.phones = body.texts("phones")
    person.home = body.text("home")
    person.aliases = body.texts("aliases")
    return person
  }
}
