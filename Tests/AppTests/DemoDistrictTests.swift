import Kernel
import Lists
import Organisation
import TestSupport
import Testing

@testable import App

/// The demo's district is as large as the newspaper says, and everybody in it is invented.
struct DemoDistrictTests {
  private let today = Day(Cast.today)!

  @Test(arguments: [0, 1, 33]) func `A district has 300,000 people in 30 communities with 381 grids`(index: Int) {
    let communities = DemoDistrict(index).communities
    #expect(communities.count == 30)
    #expect(communities.reduce(0) { $0 + $1.grids } == 381)
    #expect(communities.reduce(0) { $0 + $1.people } == 300_000)
    #expect(communities.allSatisfy { (6000...13_000).contains($0.people) })
    #expect(communities.allSatisfy { PlaceCode($0.code)?.level == .community })
  }

  @Test func `No two districts of the city share a name or a code`() {
    let districts = (0..<DemoDistrict.most).map { DemoDistrict($0) }
    #expect(Set(districts.map(\.name)).count == districts.count)
    #expect(Set(districts.map(\.code)).count == districts.count)
    #expect(districts[0].code == DemoPlaces.district)
  }

  @Test(arguments: [0, 1]) func `345 workers have every grid in hand, and each department has somebody who signs`(
    index: Int
  ) {
    let district = DemoDistrict(index)
    let posts = (index == 0 ? DemoPeople.posts : []) + DemoWorkers(district: district).posts
    let local = posts.filter { [.windowWorker, .gridWorker, .communityLead].contains($0.role) }
    #expect(Set(local.map(\.login)).count == 345)
    #expect(Set(posts.filter { $0.role == .gridWorker }.map(\.place)).count == 381)
    #expect(Set(posts.filter { $0.role == .departmentOfficer }.map(\.unit)).count == DemoUnits.departments.count)
    for community in district.communities {
      #expect(local.contains { $0.unit == community.code && $0.role == .communityLead })
      #expect(local.count { $0.unit == community.code && $0.role == .windowWorker } == 3)
    }
  }

  @Test func `A login is a name in pinyin and a number that nobody else has`() {
    let logins = (0..<3).flatMap { index in
      Dictionary(grouping: DemoWorkers(district: DemoDistrict(index)).posts, by: \.login).map { login, posts in
        #expect(Set(posts.map(\.name)).count == 1)
        return login
      }
    }
    #expect(Set(logins).count == logins.count)
    #expect(logins.allSatisfy { $0.wholeMatch(of: /[a-z]+[0-9]+/) != nil })
  }

  private func residents(_ district: Int, _ community: Int, people: Int = 60_000) -> DemoResidents {
    let district = DemoDistrict(district, people: people)
    return DemoResidents(district: district, community: district.communities[community], today: today)
  }

  @Test func `The list of a community is the same each time that it is made`() {
    let (once, again) = (residents(0, 4).list(), residents(0, 4).list())
    #expect(once.report.rows == again.report.rows)
    #expect(once.buildings == again.buildings)
    #expect(once.report.rows != residents(0, 5).list().report.rows)
  }

  @Test func `A community has as many people as it should, at home in its buildings, each row taken`() {
    let residents = residents(0, 7)
    let (report, buildings) = residents.list()
    #expect(report.rows.count == residents.community.people)
    #expect(report.rows.map(\.row) == Array(1...report.rows.count))
    #expect(report.taken.count == report.rows.count)
    #expect(report.rows.allSatisfy { $0.person?.home?.room != nil && $0.person?.name != nil })
    #expect(Set(report.rows.compactMap { $0.person?.home?.building }).count == buildings)
    let doubtful = report.count(.review)
    #expect(doubtful > 0 && doubtful < report.rows.count / 50)
  }

  @Test func `Nobody has the number of somebody else, and every number is sound to python-stdnum`() throws {
    let lists = [residents(0, 1), residents(0, 29), residents(1, 1), residents(33, 29)].map { $0.list().report }
    let numbers = lists.flatMap { $0.rows.compactMap { $0.person?.idNumber?.text } }
    #expect(numbers.count > 7000)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers.allSatisfy { $0.hasPrefix("9915") })
    let phones = lists.flatMap { $0.rows.flatMap { $0.person?.phones.map(\.text) ?? [] } }
    #expect(Set(phones).count == phones.count)
    #expect(phones.allSatisfy { $0.hasPrefix("199") || $0.hasPrefix("190") })
    let bad = try PythonOracle.run(
      script: """
        import sys
        from stdnum.iso7064 import mod_11_2
        print(sum(not mod_11_2.is_valid(line.strip()) for line in sys.stdin))
        """, input: numbers.joined(separator: "\n"))
    #expect(bad.split(separator: "\n").first == "0")
  }

  @Test func `Sex and birth date are those that the number tells, and nobody is born tomorrow`() {
    for row in residents(0, 2).list().report.rows {
      guard let person = row.person, let number = person.idNumber else { continue }
      #expect(person.sex == number.sex)
      #expect(person.birthDate == number.birthDate)
      #expect(number.birthDate <= today)
    }
  }

  @Test func `Whoever is 80 is called 高龄, whoever is not isn't`() {
    for row in residents(0, 3).list().report.rows {
      guard let person = row.person, let birth = person.birthDate else { continue }
      #expect(person.tags.contains("高龄") == (birth.completedYears(on: today) >= 80))
    }
  }
}
