import Kernel
import Testing

struct PhoneNumberTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cell: String
    let phones: [String]
    var malformed = false
    var mended = false
    var spaced = false
    var testDescription: String { cell }
  }

  private static let cases = [
    Case(cell: "19900000252", phones: ["19900000252"]),
    Case(cell: "199 0000 0252", phones: ["19900000252"], spaced: true),
    Case(cell: "199-0000-0252", phones: ["19900000252"], mended: true),
    Case(cell: "+8619900000252", phones: ["19900000252"], mended: true),
    Case(cell: "+86 199 0000 0252", phones: ["19900000252"], mended: true, spaced: true),
    Case(cell: "008619900000252", phones: ["19900000252"], mended: true),
    Case(cell: "１９９００００００２５２", phones: [], malformed: true, mended: true),
    Case(cell: "１９９０００００２５２", phones: ["19900000252"], mended: true),
    Case(cell: "手机：19900000252", phones: ["19900000252"], mended: true),
    Case(cell: "19900000252（女儿）", phones: ["19900000252"], mended: true),
    Case(cell: "19900000252、19900000253", phones: ["19900000252", "19900000253"], spaced: true),
    Case(cell: "19900000252，19900000253", phones: ["19900000252", "19900000253"], spaced: true),
    Case(cell: "19900000252 19900000253", phones: ["19900000252", "19900000253"], spaced: true),
    Case(cell: "19900000252/19900000252", phones: ["19900000252"]),
    Case(cell: "19900000252\n0999-8812345", phones: ["19900000252", "0999-8812345"], spaced: true),
    Case(cell: "0999-8812345", phones: ["0999-8812345"]),
    Case(cell: "09998812345", phones: ["0999-8812345"], mended: true),
    Case(cell: "（0999）8812345", phones: ["0999-8812345"], mended: true),
    Case(cell: "0999-8812345-203", phones: ["0999-8812345-203"]),
    Case(cell: "0999-8812345转203", phones: ["0999-8812345-203"], mended: true),
    Case(cell: "010-88123456", phones: ["010-88123456"]),
    Case(cell: "+86-999-8812345", phones: ["0999-8812345"], mended: true),
    Case(cell: "1990000025", phones: [], malformed: true),
    Case(cell: "29900000252", phones: [], malformed: true),
    Case(cell: "8812345", phones: [], malformed: true),
    Case(cell: "19900000252、1990000", phones: ["19900000252"], malformed: true, spaced: false),
    Case(cell: "停机", phones: [], malformed: true),
    Case(cell: "1.99E+10", phones: [], malformed: true),
    Case(cell: "", phones: []), Case(cell: "无", phones: []), Case(cell: "-", phones: []),
    Case(cell: "没有手机", phones: []),
  ]

  @Test(arguments: cases)
  func `a phone cell is read`(example: Case) {
    let reading = PhoneNumber.readAll(example.cell)
    #expect(reading.phones.map(\.text) == example.phones)
    #expect(reading.malformed == example.malformed)
    if !example.malformed {
      #expect(reading.mended == example.mended)
      #expect(reading.spaced == example.spaced)
    }
  }

  @Test func `masks leave what people need to recognise a number`() {
    #expect(PhoneNumber("19900001234")?.masked == "199****1234")
    #expect(PhoneNumber("0999-8812345")?.masked == "0999-****345")
    #expect(PhoneNumber("0999-8812345-203")?.lastFour == "2345")
    #expect(PhoneNumber("19900001234")?.lastFour == "1234")
  }

  @Test(arguments: [
    "199 0000 1234", "+8619900001234", "12900001234", "09998812345", "0999-88123456-", "010-8812345", "",
    "0999-1812345",
  ])
  func `the strict door takes the canonical form only`(text: String) {
    #expect(PhoneNumber(text) == nil)
  }

  @Test func `however a mobile is grouped it stays the same, and reading never trips`() {
    var dice = Dice()
    for _ in 0..<2000 {
      let phone = "199" + dice.digits(8)
      let written = phone.map {
        String($0) + (dice.roll(0...4) == 0 ? [" ", "-", "\u{200B}", " - "][dice.roll(0...3)] : "")
      }.joined()
      #expect(PhoneNumber.readAll(written).phones.map(\.text) == [phone], "\(written) \(dice)")
      let letters = Array("0123456789+-（）()转*#、 / 无分机\u{200B}x")
      let cell = String((0..<dice.roll(0...30)).map { _ in letters[dice.roll(0...letters.count - 1)] })
      for phone in PhoneNumber.readAll(cell).phones { #expect(PhoneNumber(phone.text) == phone, "\(cell) \(dice)") }
    }
  }
}
