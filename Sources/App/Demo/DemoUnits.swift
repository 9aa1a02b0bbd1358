import Access
import Kernel
import Organisation
import Store

/// The offices of a district: what is missing of them is added.
struct DemoUnits {
  let district: DemoDistrict
  let places: [String: Place]
  let occasion: Occasion
  let session: any Session

  /// The departments of the window's catalogue and of the network of nine (1+9+N).
  static let departments = [
    ("组织", "组织部", "Organisation Department"), ("民政", "民政局", "Civil Affairs"), ("卫健", "卫生健康局", "Health"),
    ("医保", "医疗保障局", "Medical Insurance"), ("人社", "人力资源和社会保障局", "Human Resources"),
    ("残联", "残疾人联合会", "Disabled Persons' Federation"), ("住建", "住房和城乡建设局", "Housing"),
    ("退役军人", "退役军人事务局", "Veterans Affairs"), ("市场监管", "市场监督管理局", "Market Regulation"),
    ("综合执法", "综合行政执法局", "Law Enforcement"), ("公安", "公安分局", "Police"), ("应急", "应急管理局", "Emergency Management"),
    ("司法", "司法局", "Justice"), ("教育", "教育局", "Education"), ("妇联", "妇女联合会", "Women's Federation"),
  ]

  /// Units by department's word, by community's code, and `district`, `audit`, `operations`.
  func add() throws -> [String: Unit] {
    guard let place = places[district.code] else { return [:] }
    var units: [String: Unit] = [:]
    for (word, name, nameEn) in Self.departments {
      units[word] =
        try UnitStore.department(word, serving: place.key, at: DemoPlaces.since, in: session)
        ?? add(.department, department: word, name, nameEn, at: place)
    }
    for place in places.values.sorted(by: { $0.code < $1.code }) where place.level == .community {
      units[place.code] =
        try UnitStore.communityOffice(serving: place.key, at: DemoPlaces.since, in: session)
        ?? add(.communityOffice, place.name, place.nameEn, at: place)
    }
    units["district"] = try named(
      .districtOffice, district.name + "委社会工作部", "District Social Work Department", at: place)
    units["audit"] = try named(.audit, district.name + "审计局", "District Audit", at: place)
    // One operator runs the whole installation.
    if district.index == 0 { units["operations"] = try named(.operations, "系统运行", "Operations", at: place) }
    return units
  }

  private func named(_ kind: Unit.Kind, _ name: String, _ nameEn: String, at place: Place) throws -> Unit {
    try UnitStore.unit(named: name, at: DemoPlaces.since, in: session) ?? add(kind, name, nameEn, at: place)
  }

  private func add(
    _ kind: Unit.Kind, department: String? = nil, _ name: String, _ nameEn: String, at place: Place
  ) throws -> Unit {
    try UnitStore.add(
      id: occasion.newID(), kind: kind, department: department, name: name, nameEn: nameEn, place: place,
      from: DemoPlaces.since, in: session)
  }
}
