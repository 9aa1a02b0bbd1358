import Kernel
import Testing

struct HomeAddressTests {
  @Test(arguments: [
    "7号楼3单元502", "7-3-502", "七号楼三单元５０２室", "7幢3门502", "7#3-502", "7 号 楼 3 单元 502", "7号楼3单元5层502室", "07-03-0502",
    "7栋3-502",
    "7—3—502", "７－３－５０２", "7/3/502", "7.3.502", "七-三-五〇二", "7-3单元502", "7号楼3单元502（租户）", "7号楼，3单元502", "7-3-5-502",
    "7座3单元502号", "7号楼3单元5楼502", "第7栋3门洞502房",
  ])
  func `one home, many spellings`(text: String) {
    let home = HomeAddress.read(text)
    #expect(home?.short == "7-3-502")
    #expect(home?.chinese == "7号楼3单元502")
    #expect(home?.floor == "5")
  }

  @Test(
    arguments: [
      ("7号楼502", "7", nil, "502"), ("7-502", "7", nil, "502"), ("甲7号楼3单元502", "甲7", "3", "502"),
      ("7号楼3单元502A", "7", "3", "502A"),
      ("7-3-B101", "7", "3", "B101"), ("7号楼底商3", "7", nil, "底商3"), ("7号楼5层502室", "7", nil, "502"),
      ("7栋", "7", nil, nil),
      ("7号楼3单元", "7", "3", nil), ("二十号楼一单元１００２室", "20", "1", "1002"), ("20#1-1002", "20", "1", "1002"),
      ("A座1201", "A", nil, "1201"),
      ("7栋A座1201", "7", "A", "1201"), ("十一号楼二门一〇一", "11", "2", "101"),
      ("7号楼3单元502-1", "7", "3", "502-1"), ("7-3-502-1", "7", "3", "502-1"), ("7号3单元502", "7", "3", "502"),
    ] as [(String, String, String?, String?)])
  func `parts of homes, shops, basements, homes without unit`(
    text: String, building: String, unit: String?, room: String?
  ) {
    let home = HomeAddress.read(text)
    #expect(home?.building == building)
    #expect(home?.unit == unit)
    #expect(home?.room == room)
    #expect(home?.compound == nil)
  }

  @Test(
    arguments: [
      ("安和社区安和里小区8号楼2单元1401", "安和里小区"), ("北京市朝阳区安贞街道安贞西里社区安和里小区8号楼2单元1401", "安和里小区"),
      ("河湾小区8-2-1401", "河湾小区"), ("某市河东区安和东区8-2-1401", "安和东区"), ("石景山区河湾小区8-2-1401", "河湾小区"),
      ("安贞西里四区8号楼2单元1401", "安贞西里四区"), ("三里屯小区八号楼2单元1401", "三里屯小区"),
      ("7号院8号楼2单元1401", "7号院"), ("阳光新区8号楼2单元1401", "阳光新区"), ("安和社区8号楼2单元1401", nil),
    ] as [(String, String?)])
  func `the estate stands before the building`(text: String, compound: String?) {
    let home = HomeAddress.read(text)
    #expect(home?.short == "8-2-1401")
    #expect(home?.compound == compound)
  }

  @Test(arguments: [
    "", "同上", "同户籍地", "外省某县城关镇北路15号", "外省某县青山乡李家村6组", "2022-04-25", "2022-04", "7号楼3单元502、503", "19900000252",
    "990501194505120425",
    "〃", "不详", "2月2日",
  ])
  func `where no home can be read none is made up`(text: String) {
    #expect(HomeAddress.read(text) == nil)
  }

  @Test func `columns complete each other`() {
    let building = HomeFragment.read("7号楼", as: .building)
    #expect(HomeFragment.read("1-1").completed(by: building).home?.short == "7-1-1")
    #expect(HomeFragment.read("3单元502").completed(by: building).home?.short == "7-3-502")
    let unit = HomeFragment.read("3", as: .unit)
    let room = HomeFragment.read("502室", as: .room)
    #expect(room.completed(by: unit).completed(by: building).home?.short == "7-3-502")
    #expect(HomeFragment.read("5", as: .floor).floor == "5")
    #expect(HomeFragment.read("5楼", as: .floor).floor == "5")
    let whole = HomeFragment.read("河湾小区7号楼3单元502", as: .room)
    #expect(whole.home?.short == "7-3-502" && whole.compound == "河湾小区")
    #expect(HomeFragment.read("底商3", as: .room).completed(by: building).home?.short == "7-底商3")
    #expect(HomeFragment.read("河湾小区", as: .compound).compound == "河湾小区")
  }

  @Test(arguments: ["7", "7.0", "07", "七", "7号楼", "7#", "７栋", " 7 幢 "])
  func `a building's own column`(cell: String) {
    #expect(HomeFragment.read(cell, as: .building).building == "7")
  }

  @Test(arguments: ["3", "3.0", "03", "三单元", "3单元", "3门"])
  func `a unit's own column`(cell: String) {
    #expect(HomeFragment.read(cell, as: .unit).unit == "3")
  }

  @Test(arguments: ["502", "502.0", "５０２室", "502号", "0502", "五〇二"])
  func `a room's own column`(cell: String) {
    #expect(HomeFragment.read(cell, as: .room).room == "502")
  }

  @Test func `a blank cell of a home's column says nothing`() {
    for part in [HomeFragment.Part.building, .unit, .floor, .room, .compound] {
      #expect(HomeFragment.read("", as: part).isEmpty)
      #expect(HomeFragment.read("/", as: part).isEmpty)
    }
  }

  @Test func `every home is read back from both ways of writing it`() {
    var dice = Dice()
    for _ in 0..<2000 {
      let building = (dice.roll(0...9) == 0 ? "甲" : "") + String(dice.roll(1...120))
      let unit = dice.roll(0...4) == 0 ? nil : String(dice.roll(1...9))
      let room = String(dice.roll(1...33)) + "0" + String(dice.roll(1...9)) + (dice.roll(0...9) == 0 ? "A" : "")
      let home = HomeAddress(building: building, unit: unit, room: room)
      #expect(HomeAddress.read(home.short) == home, "\(home.short) \(dice)")
      #expect(HomeAddress.read(home.chinese) == home, "\(home.chinese) \(dice)")
      #expect(HomeAddress.read("河湾小区" + home.chinese + "室")?.short == home.short, "\(dice)")
    }
  }

  @Test func `reading never trips, whatever stands in the cell`() {
    var dice = Dice()
    let letters = Array("0123456789AB一二十号楼栋单元门层室#-、（）底商甲负地下小区 ")
    for _ in 0..<5000 {
      let text = String((0..<dice.roll(0...16)).map { _ in letters[dice.roll(0...letters.count - 1)] })
      if let home = HomeAddress.read(text) { #expect(!home.building.isEmpty, "\(text) \(dice)") }
      _ = HomeFragment.read(text, as: .unit)
    }
  }
}
