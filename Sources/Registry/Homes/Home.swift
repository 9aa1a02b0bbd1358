import Kernel

/// A home of a community: where somebody lives and is visited.
package struct Home: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let communityKey: Int64
  /// The grid in which it lies, if the community is divided into grids.
  package let gridKey: Int64?
  package let address: HomeAddress

  /// Whoever lives here is found and filtered by this place.
  package var placeKey: Int64 { gridKey ?? communityKey }
}

/// Which grid each building of a community lies in, as the office draws it.
package struct GridMap: Sendable, Hashable {
  private let gridOfBuilding: [String: Int64]

  /// - Parameter gridOfBuilding: place keys of grids by the building's number as text ("7", "甲7").
  package init(_ gridOfBuilding: [String: Int64] = [:]) { self.gridOfBuilding = gridOfBuilding }

  package func grid(of address: HomeAddress) -> Int64? { gridOfBuilding[address.building] }
}
