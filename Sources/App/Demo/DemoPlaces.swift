import Kernel
import Organisation
import Store

/// The demo's places: a district that doesn't exist (region 99), of the size that the newspaper article tells of:
/// 3 streets, 30 communities, 381 grids (13 in each of the first 21 communities, 12 in the others).
enum DemoPlaces {
  static let district = "990501"
  static let anhe = "990501001001"
  /// Whom its list holds, and the two of the cast who register at the window.
  static let peopleOfAnhe = 7133
  /// The day from which all of the demo's places, units and posts hold.
  static let since = Day("2020-01-01")!

  private static let streets = [("平安街道", "Ping'an Street"), ("长乐街道", "Changle Street"), ("永宁街道", "Yongning Street")]
  static let communities: [[(String, String)]] = [
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

  /// Adds what is missing of a district and the places above it. Of `.some`, only the first communities of the first
  /// street, so that a small demo has 安和社区 and one neighbour out of reach. Returns the places by code.
  static func add(_ district: DemoDistrict, communities: Int? = nil, in session: any Session) throws -> [String: Place]
  {
    var places: [String: Place] = [:]
    func add(_ code: String, _ level: Place.Level, _ name: String, _ nameEn: String, below parent: String?) throws {
      places[code] =
        try PlaceStore.place(code: code, at: since, in: session)
        ?? PlaceStore.add(
          code: code, level: level, name: name, nameEn: nameEn, below: parent.flatMap { places[$0] }, from: since,
          in: session)
    }
    try add("99", .province, "虚州省", "Xuzhou Province", below: nil)
    try add("9905", .city, "北湾市", "Beiwan City", below: "99")
    try add(district.code, .district, district.name, district.nameEn, below: "9905")
    for (number, members) in district.streets.enumerated() where communities == nil || number == 0 {
      let street = district.code + digits(number + 1)
      try add(street, .street, streets[number].0, streets[number].1, below: district.code)
      for community in members.prefix(communities ?? members.count) {
        try add(community.code, .community, community.name, community.nameEn, below: street)
        for grid in 1...community.grids {
          try add(community.code + digits(grid), .grid, "第\(grid)网格", "Grid \(grid)", below: community.code)
        }
      }
    }
    return places
  }

  /// Three digits.
  static func digits(_ number: Int) -> String { DemoDistrict.digits(number, 3) }
}
