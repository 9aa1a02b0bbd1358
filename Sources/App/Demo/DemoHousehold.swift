import Kernel

/// Who lives together behind one door, invented.
struct DemoHousehold {
  struct Member {
    let relation: String
    let sex: Sex
    /// Years, on the day on which the demo is made.
    let age: Int
    let surname: String
  }
  private(set) var members: [Member] = []

  init(_ random: inout DemoRandom) {
    // About 2.7 people to a household: in 安和社区 some 7,100 live in some 2,600 homes.
    let kind = random.one(of: [
      ("alone", 15), ("pair", 25), ("parents", 36), ("three", 14), ("mother", 6), ("friends", 4),
    ])
    let (surname, other) = (DemoNames.surname(&random), DemoNames.surname(&random))
    let age = Self.age(of: kind, &random)
    let sex: Sex = kind == "mother" ? .female : random.happens(kind == "alone" ? 420 : 780) ? .male : .female
    add("户主", sex, age, surname)
    switch kind {
    case "pair": addSpouse(of: sex, age, other, &random)
    case "parents":
      addSpouse(of: sex, age, other, &random)
      addChildren(of: age, sex == .male ? surname : other, random.one(of: [(1, 70), (2, 27), (3, 3)]), &random)
    case "three":
      addSpouse(of: sex, age, other, &random)
      addChildren(of: age, sex == .male ? surname : other, 1, &random)
      add("母亲", .female, min(age + random.int(22...30), 99), DemoNames.surname(&random))
      if random.happens(450) { add("父亲", .male, min(age + random.int(23...33), 99), surname) }
    case "mother": addChildren(of: age, other, random.happens(200) ? 2 : 1, &random)
    case "friends": add("非亲属", sex, max(18, age + random.int(-5...5)), other)
    default: break
    }
  }

  private static func age(of kind: String, _ random: inout DemoRandom) -> Int {
    switch kind {
    case "alone": random.happens(500) ? random.int(22...59) : random.int(60...95)
    case "pair": random.happens(350) ? random.int(25...54) : random.int(55...90)
    case "friends": random.int(19...45)
    case "three": random.int(32...62)
    default: random.int(28...58)
    }
  }

  private mutating func add(_ relation: String, _ sex: Sex, _ age: Int, _ surname: String) {
    members.append(Member(relation: relation, sex: sex, age: age, surname: surname))
  }

  private mutating func addSpouse(of sex: Sex, _ age: Int, _ surname: String, _ random: inout DemoRandom) {
    let spouse = max(20, age + random.int(sex == .male ? -6...3 : -3...6))
    add(sex == .male ? "妻" : "夫", sex == .male ? .female : .male, spouse, surname)
  }

  private mutating func addChildren(of age: Int, _ surname: String, _ count: Int, _ random: inout DemoRandom) {
    for _ in 0..<count {
      let sex: Sex = random.happens(525) ? .male : .female
      add(sex == .male ? "子" : "女", sex, min(max(0, age - random.int(23...34)), 40), surname)
    }
  }
}
