import Access
import HTTPTypes
import Kernel
import Organisation
import Pages
import Registry

/// The form for a person whom the registry doesn't know.
struct NewPersonForm {
  let values: [String: String]
  let failures: [FieldFailure]

  /// The same form with what is wrong, for a refusal that can be corrected.
  static let again: @Sendable (Call, Failure) throws -> Answer? = { call, failure in
    guard failure.kind == .invalid || failure.kind == .conflict else { return nil }
    let values = call.body.members.compactMapValues(\.text)
    let failures = failure.fields.isEmpty ? [FieldFailure("/idNumber", failure.phrase)] : failure.fields
    let form = NewPersonForm(values: values, failures: failures)
    return .page("person-new", form.context(call), status: .unprocessableContent)
  }

  static func person(_ body: Input) -> NewPerson {
    let parts = { (name: String) -> [String] in
      (body.text(name) ?? "").split { "、，,;； ".contains($0) && name == "aliases" || "、，,;；".contains($0) }.map(
        String.init)
    }
    var person = NewPerson(name: body.text("name") ?? "", community: body.text("community") ?? "")
    person.id = body.id("id")
    person.idNumber = body.text("idNumber")
    person.sex = body.text("sex")
    person.birthDate = body.text("birthDate")
    person.phones = parts("phones")
    person.home = body.text("home")
    person.aliases = parts("aliases")
    return person
  }

  func context(_ call: Call) -> [String: JSON] {
    let wrong = Dictionary(
      failures.map { (field($0.pointer), call.say($0.phrase)) }, uniquingKeysWith: { first, _ in first })
    let community = community(call)
    return [
      "place": .string(community.map { call.either($0.name, $0.nameEn) } ?? ""),
      "community": .string(community?.code ?? ""),
      "back": "/counter", "newId": .string(values["id"] ?? call.occasion.newID().description),
      "idempotencyKey": .string(call.freshKey()), "ifMatch": .null,
      "wrongTitle": wrong.isEmpty ? .null : .string(call.say("say.wrongCount", ["count": "\(wrong.count)"])),
      "wrongList": .array(
        wrong.sorted { $0.key < $1.key }.map { ["href": .string("#\($0.key)"), "text": .string($0.value)] }),
      "wrong": .object(wrong.mapValues { .string($0) }), "twinsTitle": .null, "twins": [],
      "form": .object(
        Dictionary(
          uniqueKeysWithValues: ["name", "idNumber", "birthDate", "phones", "home", "aliases"].map {
            ($0, JSON.string(values[$0] ?? ""))
          })),
      "sexes": .array(
        ["female", "male", "notStated"].map {
          ["value": .string($0), "label": .string(call.say("sex.\($0)")), "chosen": .bool(values["sex"] == $0)]
        }),
    ]
  }

  /// The field of a pointer such as `/phones/0`.
  private func field(_ pointer: String) -> String { pointer.split(separator: "/").first.map(String.init) ?? "name" }

  private func community(_ call: Call) -> Place? {
    call.grant.scopes.compactMap { $0.assignment?.place }.first { $0.level == .community }
  }
}
