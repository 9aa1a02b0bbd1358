import Foundation

@testable import Lists

/// Repeatable randomness (SplitMix64, Steele and others 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &self)! }
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// Makes a list of people and writes it down in some layout.
struct ListGenerator {
  struct Person {
    var name: String
    var id: String
    var phone: String
    var home: (building: String, unit: String, room: String)
    var tags: [String]
    var isHead: Bool

    var withoutPhone: Person {
      var person = self
      person.phone = ""
      return person
    }
  }

  enum Line {
    case person(Person)
    case nobody
  }

  private var random: SeededRandom
  private(set) var lines: [Line] = []
  private(set) var cells: [[String]] = []
  private(set) var merges: [String] = []

  private enum Column: CaseIterable {
    case number, name, sex, id, birth, phone, owner, ownerPhone, home, relation, tags, registered, nation
  }

  init(seed: UInt64) {
    random = SeededRandom(seed)
    let people = makePeople()
    write(people)
  }

  private mutating func makePeople() -> [[Person]] {
    var households: [[Person]] = []
    var order = 1
    for _ in 0..<random.pick([3, 8, 20]) {
      let home = (
        "\(Int.random(in: 1...30, using: &random))", "\(Int.random(in: 1...6, using: &random))",
        "\(Int.random(in: 1...24, using: &random))0\(Int.random(in: 1...4, using: &random))"
          + random.pick(["", "", "A"])
      )
      let members = (0..<Int.random(in: 1...5, using: &random)).map { index in
        order += 1
        return makePerson(order, home, isHead: index == 0)
      }
      households.append(members)
    }
    return households
  }

  private mutating func makePerson(_ order: Int, _ home: (String, String, String), isHead: Bool) -> Person {
    let surname = random.pick(["王", "刘", "欧阳", "赵", "区", "仇", "单", "买买提·"])
    let given = random.pick(["建国", "桂芳", "磊", "燕", "小航", "阿依古丽", "乐", "女", "户"])
    let birth =
      "\(Int.random(in: 1930...2020, using: &random))-0\(Int.random(in: 1...9, using: &random))-1\(Int.random(in: 0...9, using: &random))"
    return Person(
      name: surname + given, id: Sample.id(birth, order),
      phone: random.chance(80) ? "199\(String(format: "%08d", order))" : "",
      home: home, tags: random.pick([[], [], ["高龄"], ["残疾", "低保"]]), isHead: isHead)
  }

  private mutating func write(_ households: [[Person]]) {
    var columns: [Column] = Column.allCases.filter { [.name, .id, .home, .relation].contains($0) || random.chance(60) }
    // A phone right beside another person's name would be that person's.
    repeat {
      columns.shuffle(using: &random)
    } while zip(columns, columns.dropFirst()).contains { $0 == .owner && $1 == .phone }
    let hasPhones = columns.contains(.phone)
    let parted = random.chance(50)
    let marked = random.pick(["", "同上", "〃", "full", "merged"])
    for _ in 0..<random.pick([0, 1, 2]) { add([random.pick(["安和社区人口台账", "填报单位：安和社区"])], .nobody) }
    add(columns.flatMap { heading($0, parted) }, .nobody)
    let headings = cells[cells.count - 1]
    var number = 0
    for (index, members) in households.enumerated() {
      if index > 0, random.chance(10) { add(headings, .nobody) }
      if random.chance(10) { add([], .nobody) }
      let first = cells.count + 1
      for person in members {
        number += 1
        add(
          columns.flatMap { value($0, person, number, parted, person.isHead ? "full" : marked) },
          .person(hasPhones ? person : person.withoutPhone))
      }
      if marked == "merged", members.count > 1 { merge(columns, parted, first...(first + members.count - 1)) }
      if random.chance(10) { add(["\(index + 1)号楼小计", "\(members.count)人"], .nobody) }
    }
    if random.chance(50) { add(["合计", "\(number)"], .nobody) }
    if random.chance(50) { add(["制表人：潘静"], .nobody) }
  }

  private mutating func add(_ row: [String], _ line: Line) {
    cells.append(row)
    lines.append(line)
  }

  private mutating func merge(_ columns: [Column], _ parted: Bool, _ rows: ClosedRange<Int>) {
    var at = 0
    for column in columns {
      let width = column == .home && parted ? 3 : 1
      if column == .home {
        for part in at..<(at + width) {
          let letter = CellReference.letters(part)
          merges.append("\(letter)\(rows.lowerBound):\(letter)\(rows.upperBound)")
        }
      }
      at += width
    }
  }

  private mutating func heading(_ column: Column, _ parted: Bool) -> [String] {
    let star = random.pick(["", "", "*", " "])
    let words: [String] =
      switch column {
      case .number: [random.pick(["序号", "编号"])]
      case .name: [random.pick(["姓名", "姓 名", "居民姓名"])]
      case .sex: ["性别"]
      case .id: [random.pick(["身份证号", "公民身份号码", "证件号码", "身份证号码（18位）"])]
      case .birth: [random.pick(["出生日期", "出生年月日", "出生年月"])]
      case .phone: [random.pick(["联系电话", "手机号", "本人联系方式", "电话"])]
      case .owner: [random.pick(["房东姓名", "监护人姓名", "紧急联系人"])]
      case .ownerPhone: [random.pick(["房东电话", "监护人联系方式", "紧急联系人电话"])]
      case .home:
        parted
          ? [random.pick(["楼栋", "楼号", "所属楼栋"]), "单元", random.pick(["室号", "门牌号", "房号"])]
          : [random.pick(["现住址", "家庭住址", "居住地址", "住址"])]
      case .relation: [random.pick(["与户主关系", "关系", "家庭关系"])]
      case .tags: [random.pick(["人员类别", "标签", "特殊人群类型"])]
      case .registered: [random.pick(["户籍地址", "籍贯", "户籍地详址"])]
      case .nation: ["民族"]
      }
    return words.map { star + $0 }
  }

  private mutating func value(_ column: Column, _ person: Person, _ number: Int, _ parted: Bool, _ marked: String)
    -> [String]
  {
    let birth = person.id.dropFirst(6).prefix(8)
    let (year, month, day) = (birth.prefix(4), birth.dropFirst(4).prefix(2), birth.suffix(2))
    switch column {
    case .number: return ["\(number)"]
    case .name: return [person.name]
    case .sex:
      return [
        Int(String(person.id.dropLast().last!))! % 2 == 1
          ? random.pick(["男", "男性", "1"]) : random.pick(["女", "女 ", "2"])
      ]
    case .id: return [person.id]
    case .birth:
      return [
        random.pick([
          "\(year)-\(month)-\(day)", "\(birth)", "\(year)年\(Int(month)!)月\(Int(day)!)日",
          "\(year).\(Int(month)!).\(day)", "\(year)/\(month)/\(day)", "\(year)-\(month)", "",
        ])
      ]
    case .phone: return [person.phone.isEmpty ? random.pick(["", "无", "-", "不详"]) : person.phone]
    case .owner: return ["庞某"]
    case .ownerPhone: return ["19911112222"]
    case .relation: return [person.isHead ? "户主" : random.pick(["配偶", "子", "女", "母亲", "孙子"])]
    case .tags: return [person.tags.joined(separator: random.pick(["、", "，", ";", " "]))]
    case .registered: return ["外省某市东街2号楼1单元401"]
    case .nation: return ["汉族"]
    case .home:
      guard marked == "full" else { return Array(repeating: marked == "merged" ? "" : marked, count: parted ? 3 : 1) }
      let (b, u, r) = person.home
      if parted {
        return [random.pick([b, b + "号楼", b + "栋", b + "#"]), random.pick([u, u + "单元"]), random.pick([r, r + "室"])]
      }
      return [
        random.pick([
          "\(b)-\(u)-\(r)", "\(b)号楼\(u)单元\(r)室", "\(b)栋\(u)单元\(r)", "安和社区\(b)号楼\(u)单元\(r)", "\(b)幢\(u)门\(r)",
        ])
      ]
    }
  }

  func csv(_ delimiter: String) -> String {
    cells.map { $0.joined(separator: delimiter) }.joined(separator: "\n") + "\n"
  }

  func page() -> String {
    let rows = cells.map { "<tr>" + $0.map { "<td>\(WorkbookSample.escape($0))</td>" }.joined() + "</tr>" }
    return "<html><body><table>\(rows.joined())</table></body></html>"
  }

  func workbook() throws -> Data {
    var book = WorkbookSample()
    book.sheets = [("名单", WorkbookSample.rows(cells))]
    book.merges = merges
    return try book.data()
  }
}
