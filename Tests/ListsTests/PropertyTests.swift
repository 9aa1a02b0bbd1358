import Foundation
import Kernel
import Testing

@testable import Lists

/// What must hold for any list, and for any bytes.
struct PropertyTests {
  @Test(arguments: 0..<30)
  func `any list in any layout comes back`(seed: Int) throws {
    let list = ListGenerator(seed: UInt64(seed))
    let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    let forms: [Data] = [
      Data(list.csv(",").utf8), try #require(list.csv("\t").data(using: gb18030)), try list.workbook(),
    ]
    for (index, data) in forms.enumerated() {
      compare(try Sample.read(data), list, "seed \(seed), form \(index)")
    }
  }

  private func compare(_ report: ListReport, _ list: ListGenerator, _ name: String) {
    Sample.expectAccounted(report)
    for (row, line) in zip(report.rows, list.lines) {
      guard case .person(let person) = line else {
        #expect(row.outcome == .skip, "\(name) row \(row.row)")
        continue
      }
      let home = HomeAddress(building: person.home.building, unit: person.home.unit, room: person.home.room)
      let same =
        row.verdict == "accept" && row.person?.name == person.name && row.person?.idNumber?.text == person.id
        && row.person?.phones.map(\.text) == (person.phone.isEmpty ? [] : [person.phone])
        && row.person?.home?.short == home.short
      #expect(
        same, "\(name) row \(row.row): \(row.verdict) \(row.person?.home?.short ?? "-"), \(list.cells[row.row - 1])")
    }
  }

  @Test(arguments: 0..<60)
  func `no bytes end in a crash, a hang or an unexplained row`(seed: Int) throws {
    var random = SeededRandom(UInt64(seed) &+ 1000)
    let list = ListGenerator(seed: UInt64(seed % 20))
    let source =
      switch seed % 4 {
      case 0: try list.workbook()
      case 1: Data(list.page().utf8)
      default: Data(list.csv(",").utf8)
      }
    try readMutated(source, &random)
  }

  @Test(arguments: 0..<40)
  func `no cells end in a crash or an unexplained row`(seed: Int) throws {
    var random = SeededRandom(UInt64(seed) &+ 5000)
    let list = ListGenerator(seed: UInt64(seed % 20))
    let odd = [
      "", "\"", "〃", "同上", "户主", "姓名", "身份证号", "1", "=A1", "合计", "\u{200B}", "\u{FFFD}", "2022-02-30", "19900000001",
      "7-3-502", "7号楼", "注：", "🙂",
      Sample.id("1957-02-03", 1), "9.9E+17", "999999999999999999999", "-", "()", "【", "空置", "例",
      String(repeating: "9", count: 400), "e", "\r", "0号楼0单元0",
    ]
    var cells = list.cells
    for _ in 0..<40 {
      let row = Int.random(in: 0..<cells.count, using: &random)
      if cells[row].isEmpty { cells[row] = [random.pick(odd)] }
      cells[row][Int.random(in: 0..<cells[row].count, using: &random)] = random.pick(odd)
      if random.chance(10) { cells[row].remove(at: 0) }
      if random.chance(10) { cells[row].insert(random.pick(odd), at: 0) }
    }
    var book = WorkbookSample()
    book.sheets = [
      ("a", WorkbookSample.rows(cells.map { $0.map { $0.replacingOccurrences(of: "\r", with: "&#13;") } }))
    ]
    book.merges = (0..<5).map { _ in
      let (a, b) = (Int.random(in: 0..<9, using: &random), Int.random(in: 1..<30, using: &random))
      return
        "\(CellReference.letters(a))\(b):\(CellReference.letters(a + random.pick([0, 2])))\(b + random.pick([0, 3]))"
    }
    do { Sample.expectAccounted(try Sample.read(book.data())) } catch is ListRefusal {}
  }

  private func readMutated(_ source: Data, _ random: inout SeededRandom) throws {
    var bytes = [UInt8](source)
    for _ in 0..<random.pick([1, 4, 40]) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(contentsOf: random.pick([[44], [34], [10], [0xFF, 0xFE], [0xE5, 0xA7]]), at: at)
      default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
      }
      if bytes.isEmpty { bytes = [44] }
    }
    do {
      Sample.expectAccounted(try Sample.read(Data(bytes)))
    } catch is ListRefusal {}
  }
}
