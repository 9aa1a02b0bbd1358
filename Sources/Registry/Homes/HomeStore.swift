import Access
import Kernel
import Store

/// All SQL about homes. Homes are no personal data; who lives in one is, and is filtered with the person.
package enum HomeStore {
  /// The home at an address of a community, made if the registry doesn't know it. Its grid is what the map says, or else
  /// that of the building's other homes.
  package static func ensure(
    _ address: HomeAddress, communityKey: Int64, grids: GridMap = GridMap(), occasion: Occasion,
    in session: any Session
  ) throws -> Home {
    if let home = try home(at: address, communityKey: communityKey, in: session) { return home }
    let grid = try grids.grid(of: address) ?? gridOfBuilding(address, communityKey: communityKey, in: session)
    let id = occasion.newID()
    try session.execute(
      """
      INSERT INTO home (id, community_key, grid_key, compound, building, unit, room)
      VALUES (\(id), \(communityKey), \(grid.sqlValue), \(address.compound ?? ""), \(address.building), \(address.unit ?? ""),
        \(address.room ?? "")) ON CONFLICT DO NOTHING
      """)
    // Another transaction may have been quicker: what stands there now is the home.
    guard let home = try home(at: address, communityKey: communityKey, in: session) else {
      throw StoreError.column("home")
    }
    return home
  }

  package static func home(at address: HomeAddress, communityKey: Int64, in session: any Session) throws -> Home? {
    try session.first(
      """
      SELECT \(columns) FROM home WHERE community_key = \(communityKey) AND building = \(address.building)
        AND unit = \(address.unit ?? "") AND room = \(address.room ?? "") AND compound = \(address.compound ?? "")
      """
    ).map(home)
  }

  package static func homes(keys: [Int64], in session: any Session) throws -> [Int64: Home] {
    guard !keys.isEmpty else { return [:] }
    let homes = try session.all("SELECT \(columns) FROM home WHERE home_key IN (\(list: keys))").map(home)
    return Dictionary(uniqueKeysWithValues: homes.map { ($0.key, $0) })
  }

  /// All homes of a community, for an import that meets most of them.
  package static func homes(ofCommunity key: Int64, in session: any Session) throws -> [Home] {
    try session.all("SELECT \(columns) FROM home WHERE community_key = \(key)").map(home)
  }

  private static func gridOfBuilding(_ address: HomeAddress, communityKey: Int64, in session: any Session) throws
    -> Int64?
  {
    try session.first(
      """
      SELECT grid_key FROM home WHERE community_key = \(communityKey) AND building = \(address.building)
        AND compound = \(address.compound ?? "") AND grid_key IS NOT NULL ORDER BY home_key LIMIT 1
      """
    ).flatMap { try $0["grid_key"] }
  }

  private static let columns: SQL = "home_key, id, community_key, grid_key, compound, building, unit, room"

  private static func home(_ row: Row) throws -> Home {
    func part(_ column: String) throws -> String? {
      let text: String = try row[column]
      return text.isEmpty ? nil : text
    }
    return Home(
      key: try row["home_key"], id: try row["id"], communityKey: try row["community_key"],
      gridKey: try row["grid_key"],
      address: HomeAddress(
        compound: try part("compound"), building: try row["building"], unit: try part("unit"), room: try part("room")))
  }
}
