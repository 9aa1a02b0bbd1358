import Kernel

/// Province, city, district, street, community or grid. Its key stays when its code, name or parent change.
package struct Place: Sendable, Hashable {
  package enum Level: String, Sendable, CaseIterable, Codable {
    case province, city, district, street, community, grid
    /// How many digits the level's code has (GB/T 2260 for six digits; +3 each for street, community, grid).
    package var digits: Int {
      switch self {
      case .province: 2
      case .city: 4
      case .district: 6
      case .street: 9
      case .community: 12
      case .grid: 15
      }
    }
  }
  package let key: Int64
  package let code: String
  package let level: Level
  package let name: String
  package let nameEn: String
}
