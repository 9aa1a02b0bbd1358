import Access
import Foundation
import Kernel
import Organisation
import Store
import Trust

/// Opens one masked value for somebody who says why. Each opening is an event that the person's page shows.
package enum PersonDisclosure {
  package enum Value: Sendable, Hashable {
    case idNumber
    /// Another paper's number, or a doubtful ID number that was kept as text.
    case document
    case phone(EntityID)
    case contact(EntityID)

    /// As the form and the journal name it: `idNumber`, `document`, `phone:ID`, `contact:ID`.
    package var word: String {
      switch self {
      case .idNumber: "idNumber"
      case .document: "document"
      case .phone(let id): "phone:\(id)"
      case .contact(let id): "contact:\(id)"
      }
    }

    package init?(_ word: String) {
      let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      switch (parts.first, parts.count == 2 ? EntityID(parts[1]) : nil) {
      case ("idNumber", nil) where parts.count == 1: self = .idNumber
      case ("document", nil) where parts.count == 1: self = .document
      case ("phone", let id?): self = .phone(id)
      case ("contact", let id?): self = .contact(id)
      default: return nil
      }
    }

    var field: Field {
      switch self {
      case .idNumber, .document: .numbers
      case .phone: .phones
      case .contact: .contacts
      }
    }
  }

  /// Longest purpose that the journal keeps.
  package static let longestPurpose = 200

  /// Gives the plain value and records who saw it and why, in the caller's transaction: answer only after the commit.
  ///
  /// - Throws: `invalid` without a purpose where the grant owes one, `forbidden` if the grant doesn't give the field,
  ///   `notFound` if the person is out of reach or has no such value.
  package static func disclose(
    _ value: Value, of id: EntityID, purpose: String?, grant: Grant, occasion: Occasion, vault: Vault,
    in session: any Session
  ) throws -> String {
    let purpose = try Self.purpose(purpose, grant: grant)
    let person = try PersonStore.person(id: id, grant: grant, in: session)
    guard grant.sees(value.field) else { throw Failure(.forbidden, "problem.forbidden") }
    let plain = try plain(value, of: person, secrets: try PersonSecrets(vault), at: grant.day, in: session)
    try Journal.append(
      try grant.event(
        "person.disclosed", subject: .person(id), in: .registry,
        place: try PlaceStore.place(key: person.placeKey, in: session), purpose: purpose,
        change: ["field": .text(value.word)], on: occasion),
      session)
    return plain
  }

  private static func purpose(_ text: String?, grant: Grant) throws -> String? {
    let purpose = text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    if purpose.isEmpty {
      guard !grant.owes.contains(.purpose) else {
        throw Failure.invalid(FieldFailure("/purpose", "person.purpose.missing"))
      }
      return nil
    }
    guard purpose.count <= longestPurpose else {
      throw Failure.invalid(FieldFailure("/purpose", "person.purpose.tooLong"))
    }
    return purpose
  }

  private static func plain(
    _ value: Value, of person: Person, secrets: PersonSecrets, at day: Day, in session: any Session
  ) throws -> String {
    switch value {
    case .idNumber:
      return try open(
        "SELECT id_number_sealed AS sealed FROM person WHERE person_key = \(person.key)", .idNumber, person.id)
    case .document:
      return try open(
        "SELECT document_sealed AS sealed FROM person WHERE person_key = \(person.key)", .document, person.id)
    case .phone(let id):
      return try open(
        "SELECT number_sealed AS sealed FROM phone WHERE person_key = \(person.key) AND id = \(id)", .phone, id)
    case .contact(let id):
      return try open(
        "SELECT number_sealed AS sealed FROM contact WHERE person_key = \(person.key) AND id = \(id)", .contact, id)
    }
    func open(_ sql: SQL, _ column: PersonSecrets.Column, _ row: EntityID) throws -> String {
      guard let sealed: Data = try session.first(sql)?["sealed"] as Data?? ?? nil else { throw Failure.notFound }
      return try secrets.unseal(sealed, column, of: row)
    }
  }
}
