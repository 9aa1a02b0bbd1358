import Access
import Foundation
import Kernel
import Organisation
import Registry
import Store
import TestSupport
import Testing
import Trust

@Suite struct `A person comes into the registry` {
  @Test(arguments: Engine.allCases) func `刘姨 as 潘静 writes her down`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      let view = try await district.view(liuyi.id)
      #expect(view.name == "刘桂芳")
      #expect(view.aliases.map(\.text) == ["刘姨"])
      #expect(view.sex == .female)
      #expect(view.birthDate == Day("1945-03-19"))
      #expect(view.age == 81)
      #expect(view.idNumber == Cast.liuguifang.maskedIDNumber)
      #expect(view.phones.map(\.masked) == [Cast.liuguifang.maskedPhone])
      #expect(view.home?.address.short == "7-3-502")
      #expect(view.home?.address.chinese == "7号楼3单元502")
      #expect(view.person.placeKey == district.grids[0].key)
      #expect(try await district.actions(about: liuyi.id) == ["person.created"])
    }
  }

  @Test(arguments: Engine.allCases) func `nothing of her number or phone stands anywhere in plain`(engine: Engine)
    async throws
  {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      let rows = try await district.database.read { session in
        try ["person", "phone", "person_term", "event"].flatMap { try session.rows("SELECT * FROM \($0)") }
      }
      let number = Data(Cast.liuguifang.idNumber.utf8)
      let phone = Data(Cast.liuguifang.phone.utf8)
      for value in rows.flatMap(\.values) {
        let bytes =
          switch value {
          case .text(let text): Data(text.utf8)
          case .blob(let bytes): bytes
          default: Data()
          }
        #expect(bytes.range(of: number) == nil && bytes.range(of: phone) == nil)
      }
      #expect(try await district.disclose(.idNumber, of: liuyi.id, because: "核对信息") == Cast.liuguifang.idNumber)
    }
  }

  @Test(arguments: Engine.allCases) func `once, whoever tries and wherever`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      await #expect(throws: Failure(.conflict, "person.known")) { try await district.create(Cast.liuguifang) }
      var elsewhere = NewPerson(Cast.liuguifang)
      elsewhere.community = District.neighbourCode
      await #expect(throws: Failure(.conflict, "person.known")) {
        try await district.create(elsewhere, by: "linfang")
      }
      var again = NewPerson(Cast.wangjianguo)
      again.id = liuyi.id
      await #expect(throws: Failure(.conflict, "person.idTaken")) { try await district.create(again) }
    }
  }

  @Test(arguments: Engine.allCases) func `only where the worker works`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      await #expect(throws: Failure.notFound) { try await district.create(NewPerson(Cast.liuguifang), by: "linfang") }
      var nowhere = NewPerson(Cast.liuguifang)
      nowhere.community = "990501001099"
      await #expect(throws: Failure.notFound) { try await district.create(nowhere) }
    }
  }

  @Test func `and every field that can't be taken is named`() async throws {
    try await District.story(on: .sqlite) { (district) async throws in
      var body = NewPerson(name: " ", community: "9905")
      body.idNumber = "990501194503190427"
      body.sex = "女的"
      body.birthDate = "1945"
      body.phones = [Cast.liuguifang.phone, "12345"]
      body.home = "东边"
      body.aliases = ["刘姨", ""]
      let failure = await #expect(throws: Failure.self) { try await district.create(body) }
      #expect(failure?.kind == .invalid)
      let found = (failure?.fields ?? []).map { "\($0.pointer) \($0.phrase.key)" }
      #expect(
        Set(found) == [
          "/name person.name.missing", "/community person.community.malformed", "/idNumber person.number.checksum",
          "/sex person.sex.unknown", "/birthDate person.birthDate.unreadable", "/phones/1 person.dial.malformed",
          "/home person.address.unreadable", "/aliases/1 person.alias.missing",
        ])
    }
  }

  @Test func `a sex or birth date against her number is a slip to mend first`() async throws {
    try await District.story(on: .sqlite) { (district) async throws in
      var body = NewPerson(Cast.liuguifang)
      (body.sex, body.birthDate) = ("male", "1945-03-18")
      let failure = await #expect(throws: Failure.self) { try await district.create(body) }
      #expect((failure?.fields ?? []).map(\.phrase.key) == ["person.sex.differs", "person.birthDate.differs"])
      (body.sex, body.birthDate) = ("female", "1945-03-19")
      #expect(try await district.create(body).sex == .female)
    }
  }
}

@Suite struct `What is known of a person grows` {
  @Test(arguments: Engine.allCases) func `by an alias, a tag, a phone and a daughter`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let wang = try await district.create(Cast.wangjianguo)
      let grant = try await district.grant(.createPerson)
      try await district.database.write { [vault = district.vault] session in
        let correction = try PersonCorrection(
          of: wang.id, grant: grant, occasion: .at(District.morning), vault: vault, in: session)
        try correction.addAlias("老王")
        try correction.addAlias("老王")
        try correction.addTag("透析")
        try correction.addPhone("0999-8812345")
        try correction.addPhone(Cast.wangjianguo.phone)
        try correction.addContact(name: "王丽", relation: "女儿", phone: "19905028810")
      }
      let view = try await district.view(wang.id)
      #expect(view.aliases.map(\.text) == ["老王"])
      #expect(view.tags.map(\.text) == ["透析"])
      #expect(view.phones.map(\.masked) == [Cast.wangjianguo.maskedPhone, "0999-****345"])
      #expect(view.contacts.map { "\($0.relation)\($0.name) \($0.masked)" } == ["女儿王丽 199****8810"])
      #expect(view.person.version == 5)
      #expect(
        try await district.actions(about: wang.id) == [
          "person.created", "person.aliasAdded", "person.tagAdded", "person.phoneAdded", "person.contactAdded",
        ])
      #expect(try await district.names("lw") == ["王建国"])
      #expect(try await district.names("2345") == ["王建国"])
      let daughter = try #require(view.contacts.first)
      #expect(try await district.disclose(.contact(daughter.id), of: wang.id, because: "接送透析") == "19905028810")
    }
  }

  @Test(arguments: Engine.allCases) func `but not by somebody who doesn't reach her`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let wang = try await district.create(Cast.wangjianguo)
      let grant = try await district.grant(.createPerson, "linfang")
      await #expect(throws: Failure.notFound) {
        try await district.database.write { [vault = district.vault] session in
          try PersonCorrection(
            of: wang.id, grant: grant, occasion: .at(District.morning), vault: vault, in: session
          ).addAlias("老王")
        }
      }
    }
  }
}
