import Kernel
import Lists

/// The list of a community's residents, invented: what a community office would hand in, already read.
struct DemoResidents {
  let district: DemoDistrict
  let community: DemoDistrict.Community
  let today: Day

  /// By what the list is known again; the same for each day on which it might be made.
  var name: String { "demo-residents-\(community.code)" }

  private struct Making {
    var random: DemoRandom
    var numbers: DemoNumbers
    var rows: [ListRow] = []
  }

  /// The report, and how many buildings there are.
  func list() -> (report: ListReport, buildings: Int) {
    var making = Making(
      random: DemoRandom(name), numbers: DemoNumbers(district: district.index, community: community.index))
    making.rows.reserveCapacity(community.people)
    var building = 0
    while making.rows.count < community.people {
      building += 1
      fill(building, &making)
    }
    return (ListReport(rows: making.rows), building)
  }

  private func fill(_ building: Int, _ making: inout Making) {
    let (units, floors) = (making.random.int(2...4), making.random.one(of: [(6, 50), (11, 30), (18, 20)]))
    for unit in 1...units {
      for floor in 1...floors {
        for flat in 1...2 where making.random.happens(930) {
          let home = HomeAddress(
            building: String(building), unit: String(unit), room: "\(floor)" + DemoDistrict.digits(flat, 2))
          for member in household(at: home, &making) {
            guard making.rows.count < community.people else { return }
            making.rows.append(member)
          }
        }
      }
    }
  }

  private func household(at home: HomeAddress, _ making: inout Making) -> [ListRow] {
    let members = DemoHousehold(&making.random).members
    let start = making.rows.count + 1
    return members.enumerated().map { index, member in
      row(start + index, member, alone: members.count == 1, home: home, &making)
    }
  }

  private func row(
    _ row: Int, _ member: DemoHousehold.Member, alone: Bool, home: HomeAddress, _ making: inout Making
  ) -> ListRow {
    var person = TakenPerson()
    let born = today.adding(days: -(member.age * 365 + member.age / 4 + making.random.int(1...364)))
    person.name = member.surname + DemoNames.given(member.sex, born: born.year, &making.random)
    // One in 200 couldn't show a number when the office asked: a row to look at, as in every list.
    if !making.random.happens(5) { person.idNumber = making.numbers.idNumber(born: born, member.sex, today: today) }
    person.sex = member.sex
    person.birthDate = person.idNumber?.birthDate ?? born
    if member.age >= 12, making.random.happens(870), let phone = making.numbers.phone(&making.random) {
      person.phones = [phone]
    }
    person.home = home
    person.relationToHead = member.relation
    person.isHead = member.relation == "户主"
    person.tags = tags(age: person.birthDate.map { $0.completedYears(on: today) } ?? member.age, alone, &making.random)
    let isDoubtful = person.idNumber == nil
    return ListRow(
      row: row, sheet: "常住人口", outcome: isDoubtful ? .review : .accept, problems: isDoubtful ? [.missingID] : [],
      person: person)
  }

  private func tags(age: Int, _ alone: Bool, _ random: inout DemoRandom) -> [String] {
    var tags: [String] = []
    if age >= 80 { tags.append("高龄") }
    if age >= 60, alone { tags.append("独居") }
    if random.happens(age >= 60 ? 55 : 12) { tags.append("残疾") }
    if random.happens(9) { tags.append("低保") }
    if age >= 20, random.happens(15) { tags.append("退役军人") }
    return tags
  }
}
