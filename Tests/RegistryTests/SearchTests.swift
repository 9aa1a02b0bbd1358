import Access
import Kernel
import Organisation
import Registry
import Store
import TestSupport
import Testing

@Suite struct `潘静 types what she remembers` {
  /// 刘姨, 王建国 and some whose names come near to theirs.
  private static func street(on engine: Engine, _ tell: (District) async throws -> Void) async throws {
    try await District.story(on: engine) { (district) async throws in
      try await district.create(Cast.liuguifang)
      try await district.create(Cast.wangjianguo)
      for (name, home) in [("李艳", "3-1-1001"), ("柳燕飞", "7-3-501"), ("曾丽", "8-1-101"), ("欧阳刚斌", "7-1-203")] {
        var body = NewPerson(name: name, community: Cast.community)
        body.home = home
        try await district.create(body)
      }
      var anna = NewPerson(name: "Anna Maria Smith", community: Cast.community)
      anna.home = "12-502A"
      try await district.create(anna)
      var far = NewPerson(name: "刘远", community: District.neighbourCode)
      far.home = "7-3-502"
      try await district.create(far, by: "linfang")
      try await tell(district)
    }
  }

  private static let found: [(typed: String, names: [String])] = [
    ("ly", ["刘桂芳", "李艳", "柳燕飞"]), ("lgf", ["刘桂芳"]), ("liuguifang", ["刘桂芳"]), ("guif", ["刘桂芳"]),
    ("刘姨", ["刘桂芳"]), ("刘", ["刘桂芳"]), ("桂", ["刘桂芳"]), ("ＬＹ", ["刘桂芳", "李艳", "柳燕飞"]),
    ("0426", ["刘桂芳"]), ("1234", ["刘桂芳"]), ("5530", ["王建国"]), ("7-3-502", ["刘桂芳"]), ("7号楼3单元502", ["刘桂芳"]),
    ("七号楼三单元", ["刘桂芳", "柳燕飞"]), ("7-3", ["刘桂芳", "柳燕飞"]), ("7-502", ["刘桂芳"]), ("502", ["刘桂芳"]),
    ("7", ["刘桂芳", "柳燕飞", "欧阳刚斌"]), ("ly 7-3", ["刘桂芳", "柳燕飞"]), ("ly7-3", ["刘桂芳", "柳燕飞"]), ("刘0426", ["刘桂芳"]),
    ("刘7号楼", ["刘桂芳"]), ("0426刘", ["刘桂芳"]), ("zeng", ["曾丽"]), ("ceng", ["曾丽"]), ("oygb", ["欧阳刚斌"]),
    ("欧阳", ["欧阳刚斌"]), ("smith", ["Anna Maria Smith"]), ("anna m", ["Anna Maria Smith"]),
    ("12-502a", ["Anna Maria Smith"]),
    (Cast.liuguifang.idNumber, ["刘桂芳"]), (Cast.liuguifang.phone, ["刘桂芳"]), ("+86 199 0502 1234", []),
    ("+8619905021234", ["刘桂芳"]), ("990501194503190427", []), ("刘，7-3", ["刘桂芳"]), ("王 lgf", []), ("zzy", []), ("", []),
    ("  ", []), ("%", []), ("'", []), ("刘远", []),
  ]

  @Test(arguments: Engine.allCases) func `and finds whom she means`(engine: Engine) async throws {
    try await Self.street(on: engine) { (district) async throws in
      for (typed, names) in Self.found {
        #expect(try await district.names(typed) == names, "\(typed)")
      }
    }
  }

  @Test(arguments: Engine.allCases) func `and each hit says what matched`(engine: Engine) async throws {
    try await Self.street(on: engine) { (district) async throws in
      func matches(_ typed: String) async throws -> [String] {
        try await district.find(typed).hits[0].matched.map { match in
          let letters = Array(match.text)
          let hit = String(letters[match.hit])
          return "\(match.what) \(match.by) \(match.of): \(String(letters[..<match.hit.lowerBound]))[\(hit)]"
            + String(letters[match.hit.upperBound...])
        }
      }
      #expect(try await matches("ly") == ["alias initials 刘姨: [LY]"])
      #expect(try await matches("lg") == ["name initials 刘桂芳: [LG]F"])
      #expect(try await matches("guif") == ["name pinyin 刘桂芳: LIU[GUIF]ANG"])
      #expect(try await matches("桂芳") == ["name characters 刘桂芳: 刘[桂芳]"])
      #expect(
        try await matches("0426 7-3") == [
          "idNumber lastFour 9905**********0426: 9905**********[0426]", "home characters 7-3-502: [7-3]-502",
        ])
      #expect(try await matches("1234") == ["phone lastFour 199****1234: 199****[1234]"])
      #expect(try await matches(Cast.liuguifang.phone) == ["phone whole 199****1234: [199****1234]"])
      #expect(try await matches("502") == ["home characters 7-3-502: [502]"])
    }
  }

  @Test(arguments: Engine.allCases) func `within the reach of whoever asks`(engine: Engine) async throws {
    try await Self.street(on: engine) { (district) async throws in
      #expect(try await district.names("7-3-502", by: "linfang") == ["刘远"])
      #expect(try await district.names("7-3-502", by: "street") == ["刘桂芳", "刘远"])
      #expect(try await district.names("7-3-502", by: "street", place: District.neighbourCode) == ["刘远"])
      #expect(try await district.names("ly", by: "hezhi") == ["刘桂芳", "柳燕飞"])
      #expect(try await district.names("zeng", by: "hezhi") == [])
      #expect(try await district.names("ly", place: Cast.community + "001") == ["刘桂芳", "柳燕飞"])
      #expect(try await district.names("ly", place: "990501") == ["刘桂芳", "李艳", "柳燕飞"])
      for place in [District.neighbourCode, "990502", "x"] {
        await #expect(throws: Failure.notFound) { try await district.names("ly", place: place) }
      }
    }
  }

  @Test(arguments: Engine.allCases) func `page by page, without leaving anybody out`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      for number in 1...120 {
        var body = NewPerson(name: "刘" + ["英", "芳", "梅"][number % 3], community: Cast.community)
        body.home = "\(number)-1-101"
        try await district.create(body)
      }
      let all = try await district.find("l", limit: 200)
      #expect(all.hits.count == 120)
      #expect(all.count == 100 && all.isMore)
      #expect(all.next == nil)
      var paged: [EntityID] = []
      var cursor: String?
      repeat {
        let page = try await district.find("l", limit: 50, cursor: cursor)
        paged += page.hits.map(\.id)
        cursor = page.next
      } while cursor != nil
      #expect(paged == all.hits.map(\.id))
      await #expect(throws: Failure.invalid(FieldFailure("?cursor", "problem.cursor"))) {
        try await district.find("l", cursor: "next")
      }
    }
  }
}
