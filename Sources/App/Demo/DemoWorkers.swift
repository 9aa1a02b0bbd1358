import Kernel
import Organisation

/// The all-round workers of a district beside the cast, and an officer for each of its departments; invented.
struct DemoWorkers {
  let district: DemoDistrict

  var posts: [DemoPeople.Post] { district.communities.flatMap(posts(of:)) + officers }

  /// 12 people in each of the first 15 communities, 11 in the others: 345. The first leads, the second is the deputy,
  /// three stand at the window, and all but the two have grids of their own.
  private func posts(of community: DemoDistrict.Community) -> [DemoPeople.Post] {
    let cast = Set(DemoPeople.posts.filter { $0.unit == community.code }.map(\.login)).count
    let taken = Set(DemoPeople.posts.filter { $0.unit == community.code && $0.role == .gridWorker }.map(\.place))
    let grids = (1...community.grids).map { community.code + DemoPlaces.digits($0) }.filter { !taken.contains($0) }
    let numbers = (0..<(community.index < 15 ? 12 : 11)).map { community.index * 12 + $0 + 1 }
    let people = numbers.dropFirst(cast).map(person)
    let isLed = cast > 0
    let leads = isLed ? 0 : 2
    let windows = isLed ? 2 : 3
    let inGrids = Array(people.dropFirst(leads))
    return people.prefix(leads).map { post($0, .communityLead, community.code, community.code) }
      + inGrids.prefix(windows).map { post($0, .windowWorker, community.code, community.code) }
      + grids.enumerated().map { post(inGrids[$0.offset % inGrids.count], .gridWorker, community.code, $0.element) }
  }

  private var officers: [DemoPeople.Post] {
    DemoUnits.departments.enumerated().compactMap { index, department in
      let isCast = district.index == 0 && DemoPeople.posts.contains { $0.unit == department.0 }
      return isCast ? nil : post(person(401 + index), .departmentOfficer, department.0, district.code)
    }
  }

  private func post(
    _ person: (login: String, name: String), _ role: Role, _ unit: String, _ place: String
  ) -> DemoPeople.Post {
    DemoPeople.Post(login: person.login, name: person.name, role: role, unit: unit, place: place)
  }

  /// Somebody by her number in the district; her name to sign in with is pinyin and a number that nobody else has.
  private func person(_ number: Int) -> (login: String, name: String) {
    var random = DemoRandom("demo-worker-\(district.code)-\(number)")
    let sex: Sex = random.happens(680) ? .female : .male
    let name = DemoNames.surname(&random) + DemoNames.given(sex, born: random.int(1972...2002), &random)
    let pinyin = Pinyin.readings(of: name, surname: true).first?.full ?? "worker"
    return (pinyin + String(district.index * 1000 + number), name)
  }
}
