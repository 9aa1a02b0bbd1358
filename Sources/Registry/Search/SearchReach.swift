import Access
import Kernel
import Organisation
import Store

/// Where a search looks: the scopes of the index that cover the grant's reach, and whether what is found there must
/// still be held against the grant row by row (a grid is smaller than its community's scope).
struct SearchReach {
  struct Scope: Hashable {
    let key: Int64
    /// The place that the index's scope is wider than; nil if the scope is the place itself.
    let within: Int64?
  }
  let scopes: [Scope]

  /// - Parameter place: the code of a place to which the search is narrowed.
  /// - Throws: `notFound` if that place isn't there or lies wholly out of reach.
  init(_ grant: Grant, place code: String?, in session: any Session) throws {
    var roots = grant.placeKeys
    if grant.reachesAll { roots = try SearchStore.districts(at: grant.day, in: session) }
    if let code { roots = try Self.narrowed(roots, to: code, grant: grant, in: session) }
    var scopes: [Scope] = []
    for root in roots {
      for scope in try Self.scopes(of: root, at: grant.day, in: session) where !scopes.contains(scope) {
        scopes.append(scope)
      }
    }
    // A scope that is searched whole needs no second look through a part of it.
    let whole = Set(scopes.filter { $0.within == nil }.map(\.key))
    self.scopes = scopes.filter { $0.within == nil || !whole.contains($0.key) }
  }

  private static func narrowed(_ roots: [Int64], to code: String, grant: Grant, in session: any Session) throws
    -> [Int64]
  {
    guard let place = try PlaceStore.place(code: code, at: grant.day, in: session) else { throw Failure.notFound }
    if try grant.reaches(place: place.key, in: session) { return [place.key] }
    let inside = try roots.filter { try PlaceStore.lies($0, within: place.key, at: grant.day, in: session) }
    if inside.isEmpty { throw Failure.notFound }
    return inside
  }

  private static func scopes(of root: Int64, at day: Day, in session: any Session) throws -> [Scope] {
    guard let place = try PlaceStore.place(key: root, in: session) else { return [] }
    switch place.level {
    case .community, .district: return [Scope(key: root, within: nil)]
    case .grid:
      let community = try PlaceStore.above(root, at: day, in: session).first { $0.level == .community }
      return community.map { [Scope(key: $0.key, within: root)] } ?? []
    case .street: return try PlaceStore.below(root, at: day, in: session).map { Scope(key: $0.key, within: nil) }
    case .city: return try PlaceStore.below(root, at: day, in: session).map { Scope(key: $0.key, within: nil) }
    case .province:
      return try PlaceStore.below(root, at: day, in: session).flatMap { city in
        try PlaceStore.below(city.key, at: day, in: session).map { Scope(key: $0.key, within: nil) }
      }
    }
  }
}

extension PersonPlace {
  /// The places of a community's people in the index.
  package init(community: Place, at day: Day, in session: any Session) throws {
    let district = try PlaceStore.above(community.key, at: day, in: session).first { $0.level == .district }
    self.init(communityKey: community.key, searchScopes: [community.key] + (district.map { [$0.key] } ?? []))
  }
}
