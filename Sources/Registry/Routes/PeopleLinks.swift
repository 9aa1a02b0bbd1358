import Kernel
import Pages

/// The paths of people, each written once.
package enum PeopleLinks {
  package static let apiPeople = Route("/api/people")
  package static let apiPerson = Route("/api/people/{id}", EntityID.self)
  package static let apiDisclosure = Route("/api/people/{id}/disclosure", EntityID.self)

  package static let people = Route("/people")
  package static let new = Route("/people/new")
  package static let person = Route("/people/{id}", EntityID.self)
  package static let disclosure = Route("/people/{id}/disclosure", EntityID.self)
}
