import Kernel
import Testing

struct CodeTests {
  @Test func `credit codes agree with python-stdnum`() throws {
    var dice = Dice()
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let bodies = (0..<500).map { _ in
      "91" + dice.digits(6) + String((0..<9).map { _ in alphabet[dice.roll(0...30)] })
    }
    let script = """
      import sys
      from stdnum.cn import uscc
      for line in sys.stdin:
          print(uscc.calc_check_digit(line.strip()))
      """
    let checks = try Oracle.lines(script, input: bodies)
    #expect(checks.count == bodies.count)
    for (body, check) in zip(bodies, checks) {
      let sound = alphabet.filter { SocialCreditCode(body + String($0)) != nil }
      #expect(sound.map(String.init) == [check], "\(body) \(dice)")
    }
  }

  @Test func `the standard's example is a credit code, its slips are not`() {
    #expect(SocialCreditCode("91350100M000100Y43") != nil)
    for slip in [
      "91350100M000100Y44", "91350100m000100y43", "91350100M000100Y4", "91350100I000100Y43", "913501S0M000100Y43", "",
    ] {
      #expect(SocialCreditCode(slip) == nil, "\(slip)")
    }
  }

  @Test func `a grid lies in its community, street, county, city and province`() throws {
    let grid = try #require(PlaceCode("990501001001003"))
    var chain = [grid]
    while let parent = chain.last?.parent { chain.append(parent) }
    #expect(chain.map(\.text) == ["990501001001003", "990501001001", "990501001", "990501", "9905", "99"])
    #expect(chain.map(\.level) == [.grid, .community, .street, .county, .city, .province])
    #expect(chain.allSatisfy { $0.contains(grid) })
    #expect(!grid.contains(chain[1]))
    #expect(grid.ancestor(.community)?.text == "990501001001")
    #expect(chain[2].ancestor(.grid) == nil)
    #expect(try #require(PlaceCode("990501001002")).contains(grid) == false)
  }

  @Test(arguments: ["", "9", "990", "99050", "9905010", "99050100100a", "９９", "9905010010010031"])
  func `other lengths and other characters are no place`(text: String) {
    #expect(PlaceCode(text) == nil)
  }

  @Test(arguments: [
    ("男", Sex.male), (" 女 ", .female), ("男性", .male), ("2", .female), ("１", .male), ("F", .female), ("male", .male),
    ("未知", .unknown), ("9", .notStated),
  ])
  func `sex is read in any legible spelling`(cell: String, sex: Sex) {
    #expect(Sex.read(cell) == sex)
  }

  @Test func `sex that is not told is not made up`() {
    for cell in ["", "无", "户主", "男女", "3"] { #expect(Sex.read(cell) == nil, "\(cell)") }
    #expect(Sex.allCases.map(\.word) == ["未知", "男", "女", "未说明"])
  }
}

struct NationTests {
  @Test func `there are 56 nations and two codes more`() throws {
    let nations = try Nation.all()
    #expect(nations.count == 58)
    #expect(Set(nations.map(\.code)).count == 58 && Set(nations.map(\.chinese)).count == 58)
    #expect(nations.map(\.code) == nations.map(\.code).sorted())
    #expect(nations.prefix(56).allSatisfy { $0.chinese.hasSuffix("族") })
  }

  @Test(arguments: [("汉族", "01"), ("壮", "08"), ("8", "08"), (" 08 ", "08"), ("维吾尔族", "05"), ("97", "97")])
  func `a nation is read by name or code`(cell: String, code: String) throws {
    #expect(Nation.read(cell, among: try Nation.all())?.code == code)
  }

  @Test func `a word that names no nation is none`() throws {
    for cell in ["", "无", "57", "中国", "族"] { #expect(Nation.read(cell, among: try Nation.all()) == nil, "\(cell)") }
  }
}
