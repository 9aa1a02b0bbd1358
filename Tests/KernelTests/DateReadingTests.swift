import Kernel
import Testing

private let today = Day("2026-11-24")!

struct DateReadingTests {
  @Test(arguments: [
    "2022-04-25", "2022.4.25", "2022/4/25", "20220425", "2022年4月25日", "二〇二二年四月二十五日", "二零二二年四月廿五", "22.4.25", "22-04-25",
    "44676",
    "44676.75", "2022-04-25 18:00", "2022-04-25T18:00:00Z", "2022年4月25日18时30分", "2022/4/25 下午3:00", "4/25/2022",
    "25-Apr-2022",
    "２０２２．４．２５", "2022 04 25", "'2022-04-25", "20220425.0", "2022年4月25号", "20220425180000", "2022\\4\\25",
  ])
  func `one day, many spellings`(cell: String) {
    #expect(DateReading.read(cell, today: today) == .day(Day("2022-04-25")!))
  }

  @Test(arguments: ["1988-03", "1988.3", "1988/3", "1988年3月", "198803", "88年3月", "一九八八年三月"])
  func `year and month alone are no date`(cell: String) {
    #expect(DateReading.read(cell, today: today) == .month(year: 1988, month: 3))
  }

  @Test(arguments: ["", "无", "-", "/", "不详", "　"])
  func `nothing is said`(cell: String) {
    #expect(DateReading.read(cell, today: today) == .empty)
  }

  @Test(arguments: [
    "????-01-01", "1988-02-30", "1988", "农历1988年3月12日", "3/4/1988", "约1988年", "小时候", "1988-13-01", "0000-00-00",
    "1988年13月", "99999999", "123", "1900-01-00",
  ])
  func `what is no date is not guessed`(cell: String) {
    #expect(DateReading.read(cell, today: today) == .unreadable)
  }

  @Test func `a two-digit year takes the ID number's century, else the latest past one`() {
    #expect(DateReading.read("22.4.25", century: Day("1922-04-25"), today: today) == .day(Day("1922-04-25")!))
    #expect(DateReading.read("26.11.24", today: today) == .day(Day("2026-11-24")!))
    #expect(DateReading.read("26.11.25", today: today) == .day(Day("1926-11-25")!))
    #expect(DateReading.read("00-02-29", today: today) == .day(Day("2000-02-29")!))
  }

  @Test func `the ID number says which of 3/4 and 4/3 it is`() {
    #expect(DateReading.read("3/4/1988", century: Day("1988-04-03"), today: today) == .day(Day("1988-04-03")!))
  }

  @Test(arguments: [false, true])
  func `serial numbers agree with openpyxl`(system1904: Bool) throws {
    var dice = Dice()
    let serials = (system1904 ? [] : [1, 59, 61]) + (0..<1000).map { _ in dice.roll(61...73_050) }
    let script = """
      import sys
      from openpyxl.utils.datetime import from_excel, CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
      epoch = CALENDAR_\(system1904 ? "MAC_1904" : "WINDOWS_1900")
      for line in sys.stdin:
          print(from_excel(int(line), epoch).date().isoformat())
      """
    let answers = try Oracle.lines(script, input: serials.map(String.init))
    #expect(answers.count == serials.count)
    for (serial, answer) in zip(serials, answers) {
      #expect(DateReading.day(serial: Double(serial), system1904: system1904)?.iso == answer, "\(serial) \(dice)")
      guard serial > 9999 else { continue }
      #expect(
        DateReading.read(String(serial), today: today, system1904: system1904) == .day(Day(answer)!),
        "\(serial) \(dice)")
    }
  }

  @Test func `the day that never was is none`() {
    #expect(DateReading.day(serial: 60) == nil)
    #expect(DateReading.day(serial: 0) == nil)
    #expect(DateReading.day(serial: -1) == nil)
    #expect(DateReading.day(serial: .nan) == nil)
  }

  @Test func `every day is read back from every spelling`() {
    var dice = Dice()
    for _ in 0..<1000 {
      let day = Day(number: dice.roll(-25_000...20_000))
      let parts = (day.year, day.month, day.day)
      let spellings = [
        day.iso, "\(parts.0).\(parts.1).\(parts.2)", "\(parts.0)/\(parts.1)/\(parts.2)",
        "\(parts.0)年\(parts.1)月\(parts.2)日",
        day.iso.replacing("-", with: ""),
      ]
      for spelling in spellings {
        #expect(DateReading.read(spelling, today: today) == .day(day), "\(spelling) \(dice)")
      }
    }
  }
}
