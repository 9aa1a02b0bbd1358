import Foundation
import Kernel
import Store
import Trust

/// The registry's use of the vault: what is sealed where, and which digests stand in its indexes.
struct PersonSecrets {
  enum Column: Sendable {
    case idNumber, document, phone, contact

    var place: (table: String, column: String) {
      switch self {
      case .idNumber: ("person", "id_number_sealed")
      case .document: ("person", "document_sealed")
      case .phone: ("phone", "number_sealed")
      case .contact: ("contact", "number_sealed")
      }
    }
  }

  let vault: Vault
  /// The compartment `registry`.
  let compartmentKey: Int64

  /// - Throws: `VaultError.unknownCompartment` before the installation made its keys.
  init(_ vault: Vault) throws {
    self.vault = vault
    compartmentKey = try vault.key(of: .registry)
  }

  /// - Parameter row: the outside id of the row that holds the value.
  func seal(_ text: String, _ column: Column, of row: EntityID) throws -> Data {
    try vault.seal(text, in: .registry, at: place(column, row))
  }

  func unseal(_ data: Data, _ column: Column, of row: EntityID) throws -> String {
    try vault.unseal(data, at: place(column, row))
  }

  /// Seals what a list's row said. A record has no id of its own; its import's and its place in the list name it.
  func seal(record: Data, of importID: EntityID, sheet: Int, row: Int) throws -> Data {
    try vault.seal(bytes: record, in: .registry, at: Self.place(importID, sheet, row))
  }

  func unseal(record: Data, of importID: EntityID, sheet: Int, row: Int) throws -> Data {
    try vault.unsealBytes(record, at: Self.place(importID, sheet, row))
  }

  private static func place(_ importID: EntityID, _ sheet: Int, _ row: Int) -> SealedPlace {
    SealedPlace(table: "list_record", row: importID, column: "content_sealed/\(sheet)/\(row)")
  }

  /// The digest by which equal values find each other.
  func index(_ kind: TermKind, _ text: String) throws -> Data {
    try vault.index(text, kind: Self.word(kind), in: .registry)
  }

  /// The term that stands for a secret in the index of the search. `=` keeps digests apart from what people type.
  func term(_ kind: TermKind, _ text: String) throws -> String {
    let digits = Array("0123456789abcdef".utf8)
    var term = [UInt8(ascii: "=")]
    for byte in try index(kind, text) {
      term.append(digits[Int(byte >> 4)])
      term.append(digits[Int(byte & 15)])
    }
    return String(decoding: term, as: UTF8.self)
  }

  private func place(_ column: Column, _ row: EntityID) -> SealedPlace {
    SealedPlace(table: column.place.table, row: row, column: column.place.column)
  }

  private static func word(_ kind: TermKind) -> String {
    switch kind {
    case .idLast: "idLastFour"
    case .phoneLast: "phoneLastFour"
    default: kind.rawValue
    }
  }
}
