import Access
import Kernel
import Organisation
import Rulebook
import Store

/// What `listCatalogueItems` answers: the items in force at a place, by what was typed, with the version they stand in.
package struct CatalogueList: Sendable {
  package let documentKey: Int64
  package let version: Int
  package let matches: [CatalogueSearch.Match]

  /// - Parameter placeKey: whose catalogue; the place of the post that was chosen at sign-in, if nil.
  /// - Throws: `Failure(.broken, "rule.missing")` where no catalogue is in force.
  package static func find(
    _ typed: String, at placeKey: Int64? = nil, rulebook: Rulebook, _ grant: Grant, in session: any Session
  ) throws -> CatalogueList {
    let place = try placeKey ?? grant.assignment().place.key
    let rule = try rulebook.inForce(WindowCatalogue.self, at: place, on: grant.day, in: session)
    return CatalogueList(
      documentKey: rule.documentKey, version: rule.version, matches: rule.content.search.find(typed))
  }
}
