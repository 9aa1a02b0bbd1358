import Kernel
import Testing

struct PersonNameTests {
  @Test(arguments: [
    ("刘桂芳", "刘桂芳", false, false), ("刘 桂 芳", "刘桂芳", false, true), ("刘　桂芳 ", "刘桂芳", false, true),
    ("刘\u{200B}桂芳", "刘桂芳", false, true), ("买买提•艾力", "买买提·艾力", true, false), ("买买提 · 艾力", "买买提·艾力", false, true),
    ("买买提.艾力", "买买提·艾力", true, false), ("Mary  Smith", "Mary Smith", false, true), ("ＭＡＲＹ", "MARY", true, false),
    ("'刘桂芳", "刘桂芳", true, false), ("刘桂芳*", "刘桂芳", true, false), ("𠮷田", "𠮷田", false, false),
  ])
  func `a name is read`(cell: String, name: String, mended: Bool, spaced: Bool) throws {
    let reading = try #require(PersonName.read(cell))
    #expect(reading.name == name)
    #expect(reading.mended == mended)
    #expect(reading.spaced == spaced)
    #expect(!reading.formula && reading.bracket == nil)
  }

  @Test func `what stands in brackets is kept apart`() throws {
    for cell in ["刘桂芳（已故）", "刘桂芳(已故)", "刘桂芳 【已故】", "刘桂芳（已故", "（已故）刘桂芳"] {
      let reading = try #require(PersonName.read(cell))
      #expect(reading.name == "刘桂芳", "\(cell)")
      #expect(reading.bracket == "已故", "\(cell)")
      #expect(reading.mended)
    }
  }

  @Test(arguments: ["=HYPERLINK(\"x\")", "@SUM(A1)", "+1", " =1+1", "＝1+1"])
  func `a formula is nobody's name`(cell: String) {
    #expect(PersonName.read(cell)?.formula == true)
  }

  @Test(arguments: ["", " ", "无", "不详", "/", "--", "（无）", "\u{FEFF}", "()"])
  func `no name`(cell: String) {
    #expect(PersonName.read(cell) == nil)
  }

  @Test func `two spellings of a name have one key`() {
    #expect(PersonName.key("买买提·艾力") == PersonName.key("买买提 • 艾力"))
    #expect(PersonName.key("MARY SMITH") == PersonName.key("Mary Smith"))
    #expect(PersonName.key("刘桂芳") != PersonName.key("刘桂方"))
  }
}
