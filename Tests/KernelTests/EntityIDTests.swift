import Foundation
import Kernel
import Testing

struct EntityIDTests {
  @Test func `an id begins with its time and reads back in every form`() throws {
    var dice = Dice()
    let id = EntityID(now: Instant(milliseconds: 0x0190_1234_5678), random: &dice)
    #expect(id.description.hasPrefix("01901234-5678-7"))
    #expect(EntityID(id.description) == id)
    #expect(EntityID(id.description.uppercased()) == id)
    #expect(EntityID(bytes: id.bytes) == id)
    #expect(id.bytes.count == 16)
    let coded = try JSONDecoder().decode([EntityID].self, from: JSONEncoder().encode([id]))
    #expect(coded == [id])
  }

  @Test func `the example of RFC 9562 is read`() throws {
    let id = try #require(EntityID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
    #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    #expect(id.bytes.first == 0x01 && id.bytes.last == 0x8F)
  }

  @Test(arguments: [
    "", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ",
    "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
  ])
  func `what is no UUID of version 7 is refused`(text: String) {
    #expect(EntityID(text) == nil)
  }

  @Test func `later ids sort after earlier ones, as ids and as bytes, and no two are alike`() {
    var dice = Dice()
    let ids = (0..<2000).map { EntityID(now: Instant(milliseconds: Int64($0) * 1000), random: &dice) }
    #expect(ids == ids.sorted(), "\(dice)")
    let bytes = ids.map { $0.bytes }
    #expect(bytes == bytes.sorted { $0.lexicographicallyPrecedes($1) })
    let same = (0..<2000).map { _ in EntityID(now: Instant(milliseconds: 7), random: &dice) }
    #expect(Set(same).count == same.count, "\(dice)")
  }
}
