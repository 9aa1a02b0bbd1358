import Kernel
import Testing

private let today = Day("2026-11-24")!

struct IDNumberTests {
  @Test func `刘姨's number is sound and says when she was born`() throws {
    let number = try #require(IDNumber("990501194505120421", today: today))
    #expect(number.birthDate.iso == "1945-05-12")
    #expect(number.sex == .female)
    #expect(number.masked == "9905**********0421")
    #expect(number.lastFour == "0421")
  }

  @Test(arguments: ["11010519491231002X", "440524188001010014"])
  func `the standard's examples are sound`(text: String) {
    #expect(IDNumber(text, today: today)?.text == text)
  }

  @Test(arguments: [
    "11010519491231002x", "110105194912310021", "11010519491231002", "110105194913310025", "11010520991231002X", "",
    "11010519491231 02X", "１１０１０５１９４９１２３１００２Ｘ",
  ])
  func `the strict door takes nothing else`(text: String) {
    #expect(IDNumber(text, today: today) == nil)
  }

  @Test func `nobody is born tomorrow`() throws {
    let body = "990501\(today.adding(days: 1).iso.replacing("-", with: ""))042"
    let sound = try #require("0123456789X".compactMap { IDNumber(stored: body + String($0)) }.first)
    #expect(IDNumber(sound.text, today: today) == nil)
    #expect(IDNumber(sound.text, today: today.adding(days: 1)) == sound)
    #expect(IDNumber.read(sound.text, today: today).problem == .birthDate)
  }

  @Test func `check characters agree with python-stdnum`() throws {
    var dice = Dice()
    let bodies = (0..<1000).map { _ in
      let birth = Day(number: dice.roll(-25_000...20_000)).iso.replacing("-", with: "")
      return "990501\(birth)\(dice.digits(3))"
    }
    let script = """
      import sys
      from stdnum.cn import ric
      for line in sys.stdin:
          print(ric.calc_check_digit(line.strip() + '0'))
      """
    let checks = try Oracle.lines(script, input: bodies)
    #expect(checks.count == bodies.count)
    for (body, check) in zip(bodies, checks) {
      for digit in "0123456789X" {
        let number = IDNumber(body + String(digit), today: today)
        #expect((number != nil) == (String(digit) == check), "\(body)\(digit) \(dice)")
      }
    }
  }

  @Test func `one wrong digit or two exchanged neighbours never pass`() throws {
    var dice = Dice()
    let digits = Array("990501194505120421")
    for _ in 0..<500 {
      var slip = digits
      let place = dice.roll(0...16)
      if dice.roll(0...1) == 0 {
        slip.swapAt(place, place + 1)
      } else {
        slip[place] = Character(String(dice.roll(0...9)))
      }
      if slip != digits { #expect(IDNumber(String(slip), today: today) == nil, "\(dice)") }
    }
  }

  @Test(arguments: [
    ("11010519491231002X", false, false), ("11010519491231002x", true, false), ("'11010519491231002X", true, false),
    ("1101051949 1231 002X", false, true), ("110105-19491231-002X", true, false),
    ("11010519491231002X\u{200B}", false, true),
    ("１１０１０５１９４９１２３１００２Ｘ", true, false), ("身份证：11010519491231002X", true, false),
    ("ID11010519491231002X", true, false), ("No.11010519491231002X", true, false),
    ("11010519491231002X（本人）", true, false),
    ("=\"11010519491231002X\"", true, false), ("11010519491231002Ⅹ", true, false),
  ])
  func `a sound number is found under what people write around it`(cell: String, mended: Bool, spaced: Bool) {
    let reading = IDNumber.read(cell, today: today)
    #expect(reading.number?.text == "11010519491231002X")
    #expect(reading.problem == nil && reading.document == nil)
    #expect(reading.mended == mended)
    #expect(reading.spaced == spaced)
  }

  @Test(arguments: [
    ("", IDNumber.Reading.Problem.missing), ("无", .missing), ("—", .missing), ("未办", .missing), ("新生儿未上户", .missing),
    ("新生儿3月5日出生未上户", .missing),
    ("9.90501E+17", .precisionLost), ("9.90501194505E17", .precisionLost), ("11010519491231002", .length),
    ("12345678", .length), ("11010519491231002X12", .length), ("身份证1101051949123100", .length),
    ("ID11010519491231002", .length), ("110105194912310O2X", .characters), ("990501********0426", .characters),
    ("99050271O506500", .characters), ("110105194913310025", .birthDate), ("110105209912310021", .birthDate),
    ("110105000112310021", .birthDate), ("990502711306500", .birthDate), ("110105194912310021", .checksum),
  ])
  func `a doubtful number is never an identity, and has one problem`(cell: String, problem: IDNumber.Reading.Problem) {
    let reading = IDNumber.read(cell, today: today)
    #expect(reading.problem == problem)
    #expect(reading.number == nil && reading.document == nil)
    #expect((reading.text == nil) == ["", "无", "—"].contains(cell))
  }

  @Test func `a number cell with more than 15 digits has lost its end`() {
    #expect(IDNumber.read("110105194912310016", numberCell: true, today: today).problem == .precisionLost)
    #expect(IDNumber.read("110105491231002", numberCell: true, today: today).number?.text == "11010519491231002X")
  }

  @Test func `an old number is brought to 18`() {
    let reading = IDNumber.read("110105491231002", today: today)
    #expect(reading.number?.text == "11010519491231002X")
    #expect(reading.upgraded && !reading.mended)
  }

  @Test(arguments: [
    ("E12345678", "E12345678"), ("EA1234567", "EA1234567"), ("H61917959", "H61917959"), ("m1234567801", "M1234567801"),
    ("护照E12345678", "E12345678"), ("台胞证12345678", "12345678"), ("B330123456", "B330123456"),
    ("A123456(3)", "A123456(3)"),
  ])
  func `another paper is told by its shape or its name`(cell: String, number: String) {
    let reading = IDNumber.read(cell, today: today)
    #expect(reading.document == number)
    #expect(reading.number == nil && reading.problem == nil)
  }

  @Test func `a column for the kind of paper says what a number is`() {
    #expect(IDNumber.read("12345678", paper: "台湾居民来往大陆通行证", today: today).document == "12345678")
    #expect(IDNumber.read("11010519491231002X", paper: "港澳台居民居住证", today: today).document == "11010519491231002X")
    for paper in ["居民身份证", "身份证", "户口簿", "111", "其他", "", "临时居民身份证"] {
      #expect(IDNumber.read("11010519491231002X", paper: paper, today: today).number != nil, "\(paper)")
    }
    #expect(IDNumber.read("E12345678", paper: "居民身份证", today: today).document == "E12345678")
    #expect(IDNumber.read("", paper: "护照", today: today).problem == .missing)
  }

  @Test func `several numbers in a cell are counted`() {
    #expect(IDNumber.candidates(in: "11010519491231002X、440524188001010014").count == 2)
    #expect(IDNumber.candidates(in: "刘桂芳 11010519491231002x") == ["11010519491231002X"])
    #expect(IDNumber.candidates(in: "刘桂芳").isEmpty)
  }

  @Test func `reading never trips, whatever stands in the cell`() {
    var dice = Dice()
    let letters = Array("0123456789xXEＸ９年月号-—. '（）()护照\u{200B}\n\t👩‍👩‍👧𠮷")
    for _ in 0..<5000 {
      let cell = String((0..<dice.roll(0...22)).map { _ in letters[dice.roll(0...letters.count - 1)] })
      let reading = IDNumber.read(cell, today: today)
      let outcomes = [reading.number != nil, reading.document != nil, reading.problem != nil]
      #expect(outcomes.filter { $0 }.count == 1, "\(cell) \(dice)")
      if let number = reading.number { #expect(IDNumber(number.text, today: today) == number) }
    }
  }
}
