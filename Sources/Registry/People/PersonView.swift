import Access
import Kernel

/// What `getPerson` and `searchPeople` show of a person. What the grant doesn't give is left out (nil or empty), not
/// masked; numbers and phones are masked for everybody.
package struct PersonView: Sendable, Hashable {
  package struct Alias: Sendable, Hashable {
    package let text: String
    package let source: String
    package let since: Day
  }
  package struct Tag: Sendable, Hashable {
    package let text: String
    package let source: String
    package let since: Day
  }
  package struct Phone: Sendable, Hashable {
    package let id: EntityID
    package let label: String
    package let masked: String
    package let since: Day
  }
  package struct Contact: Sendable, Hashable {
    package let id: EntityID
    package let name: String
    package let relation: String
    package let masked: String
  }

  package let person: Person
  package var name: String?
  package var aliases: [Alias] = []
  package var sex: Sex?
  package var birthDate: Day?
  /// Completed years on the grant's day.
  package var age: Int?
  package var idNumber: String?
  package var document: Person.MaskedDocument?
  package var phones: [Phone] = []
  package var home: Home?
  package var tags: [Tag] = []
  package var contacts: [Contact] = []
  /// Everybody of her household, herself among them, the head first.
  package var household: [HouseholdMember] = []
  /// How a search found her; empty elsewhere.
  package var matched: [SearchMatch] = []

  package var id: EntityID { person.id }

  init(_ person: Person, grant: Grant) {
    self.person = person
    if grant.sees(.name) { name = person.name }
    if grant.sees(.birth) {
      sex = person.sex
      birthDate = person.birthDate
      age = person.birthDate.map { $0.completedYears(on: grant.day) }
    }
    if grant.sees(.numbers) {
      idNumber = person.idNumberMasked
      document = person.document
    }
  }
}
