import Kernel
import Testing

struct PinyinTests {
  private func fulls(_ name: String) -> [String] { Pinyin.readings(of: name, surname: true).map(\.full) }

  @Test func `刘姨 is found as ly, 刘桂芳 as lgf`() throws {
    #expect(Pinyin.readings(of: "刘姨", surname: true).map(\.initials).contains("ly"))
    let first = try #require(Pinyin.readings(of: "刘桂芳", surname: true).first)
    #expect(first.full == "liuguifang" && first.initials == "lgf")
    #expect(first.syllables == ["liu", "gui", "fang"])
  }

  @Test(arguments: [
    ("曾红", "zenghong"), ("单英", "shanying"), ("仇军", "qiujun"), ("解明", "xieming"), ("查伟", "zhawei"), ("盖文", "gewen"),
    ("区平", "ouping"), ("朴秀", "piaoxiu"), ("任红", "renhong"), ("尉迟红", "yuchihong"), ("万俟平", "moqiping"),
    ("令狐红", "linghuhong"),
    ("长孙平", "zhangsunping"), ("单于英", "chanyuying"), ("澹台红", "tantaihong"), ("欧阳英", "ouyangying"), ("华英", "huaying"),
  ])
  func `a surname has its own reading first`(name: String, pinyin: String) {
    #expect(fulls(name).first == pinyin)
  }

  @Test(arguments: [
    ("曾红", "cenghong"), ("单英", "danying"), ("吕平", "lvping"), ("吕平", "luping"), ("女红", "nuhong"), ("闾丘平", "luqiuping"),
  ])
  func `what a stranger would type is found too`(name: String, pinyin: String) {
    #expect(fulls(name).contains(pinyin))
  }

  @Test func `a surname's reading is the surname's alone`() {
    #expect(Pinyin.readings(of: "曾经", surname: false).first?.full == "cengjing")
    #expect(fulls("李曾").first == "liceng")
  }

  @Test func `readings are bounded and distinct, Latin stays Latin`() {
    for name in ["行长乐参差", "盖重单", "买买提·艾力", "Mary Smith", "A座3"] {
      let readings = Pinyin.readings(of: name, surname: true)
      #expect((1...Pinyin.limit).contains(readings.count), "\(name)")
      #expect(Set(readings).count == readings.count)
    }
    #expect(fulls("Mary Smith") == ["marysmith"])
    #expect(Pinyin.readings(of: "Mary Smith", surname: true).first?.initials == "ms")
    #expect(fulls("") == [] && fulls("·") == [])
  }

  @Test func `rare characters of names are known, on every plane`() {
    #expect(fulls("犇").first == "ben")
    #expect(fulls("㛃").first == "jie")
    #expect(fulls("𠅤").count >= 1)
  }
}
