import Rulebook
import Testing

@testable import Work

struct CatalogueTests {
  private func first(_ typed: String) throws -> String? {
    try WindowCatalogue.delivered().search.find(typed).first?.item.code
  }

  @Test func `the delivered catalogue has 8 classes, 15 sub-classes and 34 items`() throws {
    let items = try WindowCatalogue.delivered().items
    #expect(Set(items.map(\.category)).count == 8)
    #expect(Set(items.map { [$0.category.zh, $0.subcategory.zh] }).count == 15)
    #expect(items.count == 34)
    #expect(items.allSatisfy { !$0.everydayWords.isEmpty })
  }

  @Test(arguments: [
    "老人补贴", "八十岁补贴", "高龄", "高龄津贴申请", "gljt", "gaoling", "GLJTSQ", "W020201", "w020201", "高龄 津贴",
    "高龄津贴　申请", "想办老人补贴",
  ])
  func `the old-age allowance is found as people ask for it`(typed: String) throws {
    #expect(try first(typed) == "W020201")
  }

  @Test(arguments: [
    ("低保", "W020101"), ("残疾证", "W030101"), ("准生证", "W060101"), ("公租房", "W070101"), ("居住证明", "W080101"),
    ("透析补助", "W050201"), ("低保申请", "W020101"), ("jzqk", "W080101"), ("领养老金认证", "W040202"),
  ])
  func `other items by everyday words`(typed: String, code: String) throws {
    #expect(try first(typed) == code)
  }

  @Test func `a hit says what matched`() throws {
    let search = try WindowCatalogue.delivered().search
    #expect(search.find("老人补贴").first?.kind == .everyday)
    #expect(search.find("老人补贴").first?.text == "老人补贴")
    #expect(search.find("gljt").first?.kind == .initials)
    #expect(search.find("W0202").map(\.item.code) == ["W020201", "W020202", "W020203"])
    #expect(search.find("没有这样的事项").isEmpty)
    #expect(search.find(" ").count == 34)
  }

  @Test func `a line that can't be read is named`() throws {
    let headings = ["code", "everyday_words", "later_materials"]
    let additions = try CommaSeparated(name: "words", text: "code,everyday_words,later_materials\n", headings: headings)
    func table(_ line: String) throws -> WindowCatalogue {
      let names =
        "code,class,class_en,subclass,subclass_en,item,item_en,kind,kind_zh,limit_working_days,materials,department"
      let text = names + "\n" + line + "\n"
      return try WindowCatalogue(
        table: CommaSeparated(name: "items", text: text, headings: names.split(separator: ",").map(String.init)),
        additions: additions)
    }
    #expect(
      try table("W1,类,c,小类,s,事项,\"item, quoted\",promised,承诺件,5,身份证;户口簿,民政").items.first?.name.en == "item, quoted")
    #expect(throws: RuleRefusal(source: "items", line: 2, reason: "unknown kind")) {
      try table("W1,类,c,小类,s,事项,item,someday,承诺件,5,身份证,民政")
    }
    #expect(throws: RuleRefusal(source: "items", line: 2, reason: "11 cells under 12 headings")) {
      try table("W1,类,c,小类,s,事项,item,promised,承诺件,5,身份证")
    }
    #expect(throws: RuleRefusal.self) { try table("W1,类,c,小类,s,事项,item,immediate,即办件,5,身份证,民政") }
  }
}
