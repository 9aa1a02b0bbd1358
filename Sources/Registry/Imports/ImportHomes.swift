import Access
import Kernel
import Store

/// The homes of a list, found or made with few statements.
enum ImportHomes {
  /// A home's parts without the floor, which only some lists tell.
  struct Address: Hashable, Sendable {
    let parts: [String]

    init(_ home: HomeAddress) {
      parts = [home.compound ?? "", home.building, home.unit ?? "", home.room ?? ""]
    }
    /// Compound and building: what a grid is drawn by.
    var house: [String] { Array(parts.prefix(2)) }
  }

  static func ensure(
    _ addresses: [HomeAddress], communityKey: Int64, grids: GridMap, occasion: Occasion, in session: any Session
  ) throws -> [Address: Home] {
    var homes: [Address: Home] = [:]
    var gridOfHouse: [[String]: Int64] = [:]
    for home in try HomeStore.homes(ofCommunity: communityKey, in: session) {
      let address = Address(home.address)
      homes[address] = home
      if let grid = home.gridKey { gridOfHouse[address.house] = grid }
    }
    var missing: [Address: HomeAddress] = [:]
    for address in addresses where homes[Address(address)] == nil { missing[Address(address)] = address }
    let new = missing.sorted { $0.key.parts.lexicographicallyPrecedes($1.key.parts) }.map { address, home in
      (id: occasion.newID(), address: home, grid: grids.grid(of: home) ?? gridOfHouse[address.house])
    }
    for home in try HomeStore.insert(new, communityKey: communityKey, in: session) {
      homes[Address(home.address)] = home
    }
    return homes
  }
}

extension HomeStore {
  static func insert(
    _ homes: [(id: EntityID, address: HomeAddress, grid: Int64?)], communityKey: Int64, in session: any Session
  ) throws -> [Home] {
    let rows = homes.map { home in
      [
        home.id.sqlValue, communityKey.sqlValue, home.grid.sqlValue, (home.address.compound ?? "").sqlValue,
        home.address.building.sqlValue, (home.address.unit ?? "").sqlValue, (home.address.room ?? "").sqlValue,
      ]
    }
    let returned = try RowBatch(
      "INSERT INTO home (id, community_key, grid_key, compound, building, unit, room)", columns: 7,
      tail: "RETURNING home_key, id"
    ).insert(rows, in: session)
    var keys: [EntityID: Int64] = [:]
    for row in returned { keys[try row["id"]] = try row["home_key"] }
    return homes.compactMap { home in
      keys[home.id].map {
        Home(key: $0, id: home.id, communityKey: communityKey, gridKey: home.grid, address: home.address)
      }
    }
  }
}
