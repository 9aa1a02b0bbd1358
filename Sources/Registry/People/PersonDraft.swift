import Kernel

/// A person about to be written: everything read and checked, nothing left to doubt.
package struct PersonDraft: Sendable, Hashable {
  package struct Document: Sendable, Hashable {
    package let kind: Person.MaskedDocument.Kind
    package let text: String

    package init(kind: Person.MaskedDocument.Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }
  package struct Contact: Sendable, Hashable {
    package let name: String
    package let relation: String
    package let phone: PhoneNumber

    package init(name: String, relation: String, phone: PhoneNumber) {
      self.name = name
      self.relation = relation
      self.phone = phone
    }
  }

  package var id: EntityID
  package var name: String
  package var sex: Sex = .unknown
  package var birthDate: Day?
  package var idNumber: IDNumber?
  package var document: Document?
  package var phones: [PhoneNumber] = []
  package var aliases: [String] = []
  package var tags: [String] = []
  package var contacts: [Contact] = []
  package var home: Home?

  package init(id: EntityID, name: String) {
    self.id = id
    self.name = name
  }
}

/// Where people are written: their community, and the places under which the search finds them.
package struct PersonPlace: Sendable, Hashable {
  package let communityKey: Int64
  /// The community first and, if it lies in one, its district.
  package let searchScopes: [Int64]
}
