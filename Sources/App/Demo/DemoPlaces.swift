import Kernel
import Organisation
import Store

/// The demo's places: a district that doesn't exist (region 99), of the size that the newspaper article tells of:
/// 3 streets, 30 communities, 381 grids.
enum DemoPlaces {
  static let district = "990501"
  static let anhe = "990501001001"
  /// The day from which all of the demo's places, units and posts hold.
  static let since = Day("2020-01-01")!

  private static let streets = [("平安街道", "Ping'an Street"), ("长乐街道", "Changle Street"), ("永宁街道", "Yongning Street")]
  private static let communities: [[(String, String)]] = [
    [
      ("安和社区", "Anhe"), ("清泉社区", "Qingquan"), ("松柏社区", "Songbai"), ("东升社区", "Dongsheng"), ("文昌社区", "Wenchang"),
      ("春晓社区", "Chunxiao"), ("南湖社区", "Nanhu"), ("广场社区", "Guangchang"), ("和谐社区", "Hexie"), ("望海社区", "Wanghai"),
    ],
    [
      ("新桥社区", "Xinqiao"), ("银滩社区", "Yintan"), ("石桥社区", "Shiqiao"), ("金葵社区", "Jinkui"), ("河湾社区", "Hewan"),
      ("龙潭社区", "Longtan"), ("双桥社区", "Shuangqiao"), ("百花社区", "Baihua"), ("三里社区", "Sanli"), ("红旗社区", "Hongqi"),
    ],
    [
      ("永安社区", "Yong'an"), ("同心社区", "Tongxin"), ("福成社区", "Fucheng"), ("梧桐社区", "Wutong"), ("高德社区", "Gaode"),
      ("靖海社区", "Jinghai"), ("翠堤社区", "Cuidi"), ("槐荫社区", "Huaiyin"), ("星光社区", "Xingguang"), ("西塘社区", "Xitang"),
    ],
  ]

  /// Adds the district with the places above it and, where `whole`, all streets, communities and grids; else only those
  /// of 安和社区 and one neighbour, so that there is something out of reach. Returns the places by code.
  static func add(whole: Bool, in session: any Session) throws -> [String: Place] {
    var places: [String: Place] = [:]
    func add(_ code: String, _ level: Place.Level, _ name: String, _ nameEn: String, below parent: String?) throws {
      places[code] = try PlaceStore.add(
        code: code, level: level, name: name, nameEn: nameEn, below: parent.flatMap { places[$0] }, from: since,
        in: session)
    }
    try add("99", .province, "虚州省", "Xuzhou Province", below: nil)
    try add("9905", .city, "北湾市", "Beiwan City", below: "99")
    try add(district, .district, "海城区", "Haicheng District", below: "9905")
    for (street, names) in communities.enumerated() where whole || street == 0 {
      let streetCode = district + digits(street + 1)
      try add(streetCode, .street, streets[street].0, streets[street].1, below: district)
      for (community, name) in names.enumerated() where whole || community < 2 {
        let code = streetCode + digits(community + 1)
        try add(code, .community, name.0, name.1 + " Community", below: streetCode)
        // 381 grids over 30 communities: 13 in each of the first 21, 12 in the others.
        for grid in 1...(street * 10 + community < 21 ? 13 : 12) {
          try add(code + digits(grid), .grid, "第\(grid)网格", "Grid \(grid)", below: code)
        }
      }
    }
    return places
  }

  /// Three digits.
  static func digits(_ number: Int) -> String { String(String(1000 + number).suffix(3)) }
}
