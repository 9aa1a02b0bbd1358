import Access
import Kernel
import Organisation
import Registry
import Store
import TestSupport
import Testing

@Suite struct `A masked value is opened for a reason` {
  @Test(arguments: Engine.allCases) func `and her page says who looked and why`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      let phone = try #require(liuyi.phones.first)
      #expect(try await district.disclose(.phone(phone.id), of: liuyi.id, because: "联系本人") == Cast.liuguifang.phone)
      #expect(
        try await district.disclose(.idNumber, of: liuyi.id, because: " 核对信息 ", by: Cast.suyan.user)
          == Cast.liuguifang.idNumber)
      let grant = try await district.grant(.readPerson)
      let lookers = try await district.database.read { try PersonStore.lookers(of: liuyi.id, grant: grant, in: $0) }
      #expect(lookers.map(\.name) == ["苏燕", "潘静"])
      #expect(lookers.map(\.purpose) == ["核对信息", "联系本人"])
      #expect(lookers.map(\.what) == ["idNumber", "phone:\(phone.id)"])
      #expect(lookers.map(\.role) == [.communityLead, .windowWorker])
      #expect(lookers.map(\.at) == [District.morning, District.morning])
    }
  }

  @Test(arguments: Engine.allCases) func `never without one`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      for purpose in [nil, "", " \n"] {
        await #expect(throws: Failure.invalid(FieldFailure("/purpose", "person.purpose.missing"))) {
          try await district.disclose(.idNumber, of: liuyi.id, because: purpose)
        }
      }
      #expect(try await district.actions(about: liuyi.id) == ["person.created"])
    }
  }

  @Test(arguments: Engine.allCases) func `never out of reach, nor through another person`(engine: Engine) async throws {
    try await District.story(on: engine) { (district) async throws in
      let liuyi = try await district.create(Cast.liuguifang)
      let wang = try await district.create(Cast.wangjianguo)
      let phone = try #require(wang.phones.first)
      await #expect(throws: Failure.notFound) {
        try await district.disclose(.idNumber, of: liuyi.id, because: "好奇", by: "linfang")
      }
      await #expect(throws: Failure.notFound) {
        try await district.disclose(.phone(phone.id), of: liuyi.id, because: "核对信息")
      }
      await #expect(throws: Failure.notFound) { try await district.view(liuyi.id, by: "linfang") }
      let page = try await district.view(liuyi.id, by: "hezhi")
      #expect(page.name == "刘桂芳")
    }
  }

  @Test func `whose name in a form says which`() throws {
    let id = try #require(EntityID("0190a0b0-0000-7000-8000-000000000001"))
    for value in [PersonDisclosure.Value.idNumber, .document, .phone(id), .contact(id)] {
      #expect(PersonDisclosure.Value(value.word) == value)
    }
    for word in ["", "phone", "phone:1", "idNumber:", "idNumber:\(id)", "name"] {
      #expect(PersonDisclosure.Value(word) == nil, "\(word)")
    }
  }
}
