import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Sealing, opening and finding.
@Suite struct VaultTests {
  private static let number = "990501194503120420"
  private static let place = SealedPlace(table: "person", row: TrustStory.id(), column: "id_number_sealed")

  @Test(arguments: Engine.allCases)
  func `刘姨's number opens in its own place and nowhere else`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let sealed = try story.vault.seal(Self.number, in: .registry, at: Self.place)
      #expect(try story.vault.unseal(sealed, at: Self.place) == Self.number)
      #expect(sealed.range(of: Data(Self.number.utf8)) == nil)
      #expect(try story.vault.seal(Self.number, in: .registry, at: Self.place) != sealed)
      for other in [
        SealedPlace(table: "person", row: TrustStory.id(), column: "id_number_sealed"),
        SealedPlace(table: "person", row: Self.place.row, column: "document_sealed"),
        SealedPlace(table: "phone", row: Self.place.row, column: "id_number_sealed"),
      ] {
        #expect(throws: VaultError.notAuthentic) { try story.vault.unseal(sealed, at: other) }
      }
    }
  }

  @Test func `any changed bit is refused`() async throws {
    try await TrustStory.on(.sqlite) { story in
      let sealed = try story.vault.seal(Self.number, in: .registry, at: Self.place)
      for index in sealed.indices {
        var forged = sealed
        forged[index] ^= 1
        let wanted: VaultError = index == 0 ? .malformed : index < 17 ? .unknownKey : .notAuthentic
        #expect(throws: wanted) { try story.vault.unseal(forged, at: Self.place) }
      }
      #expect(throws: VaultError.malformed) { try story.vault.unseal(sealed.prefix(40), at: Self.place) }
    }
  }

  @Test func `equal numbers find each other, in one domain and one compartment`() async throws {
    try await TrustStory.on(.sqlite) { story in
      let vault = story.vault
      let index = try vault.index("0420", kind: "idLastFour", in: .registry)
      #expect(index.count == 16)
      #expect(try vault.index("0420", kind: "idLastFour", in: .registry) == index)
      #expect(try vault.index("0420", kind: "phoneLastFour", in: .registry) != index)
      #expect(try vault.index("0420", kind: "idLastFour", in: .organisation) != index)
      #expect(try vault.index("0421", kind: "idLastFour", in: .registry) != index)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a second process opens what the first sealed, and a compartment has one key however many race`(engine: Engine)
    async throws
  {
    try await TrustStory.on(engine, onDisk: true) { story in
      let compartment = try #require(Compartment(named: "operation:\(TrustStory.id())"))
      let sealed = try await withThrowingTaskGroup(of: (Int64, Data).self) { group in
        for _ in 0..<16 {
          group.addTask {
            let vault = try await Vault.open(database: story.database, keys: story.keys, now: TrustStory.now)
            let key = try await vault.create(compartment, now: TrustStory.now)
            return (key, try vault.seal(Self.number, in: compartment, at: Self.place))
          }
        }
        return try await group.reduce(into: [(Int64, Data)]()) { $0.append($1) }
      }
      #expect(Set(sealed.map(\.0)).count == 1)
      #expect(Set(sealed.map { $0.1[1..<17] }).count == 1)
      #expect(throws: VaultError.unknownCompartment(compartment.name)) { try story.vault.key(of: compartment) }
      try await story.vault.reload()
      for (_, bytes) in sealed { #expect(try story.vault.unseal(bytes, at: Self.place) == Self.number) }
    }
  }

  @Test func `a key folder of another installation is refused in words`() async throws {
    try await TrustStory.on(.sqlite) { story in
      try await withFolder { folder in
        let other = try KeyFolder.create(at: folder + "/keys", now: TrustStory.now)
        await #expect(throws: VaultError.keyFolderDoesNotFit(compartments: ["organisation", "registry"])) {
          try await Vault.open(database: story.database, keys: other, now: TrustStory.now)
        }
      }
    }
  }

  @Test func `nothing secret is printed`() async throws {
    try await TrustStory.on(.sqlite) { story in
      let event = TrustStory.event(change: ["phone": .sealed("19900001234")])
      var dumped = ""
      dump(story.vault, to: &dumped)
      dump(event, to: &dumped)
      dump(try story.keys.headKey(), to: &dumped)
      #expect(!"\(event) \(story.vault) \(dumped)".contains("19900001234"))
      #expect(!dumped.contains("SymmetricKey"))
    }
  }

  @Test func `a fixed source of randomness gives fixed bytes`() async throws {
    try await withFolder { folder in
      let random = RandomBytes { Data(repeating: 7, count: $0) }
      #expect(GeneratorOfBytes.first(random) == 0x0707_0707_0707_0707)
      let keys = try KeyFolder.create(at: folder + "/keys", now: TrustStory.now, random: random)
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: keys.path + "/epoch-0001.key")) == Data(repeating: 7, count: 32))
    }
  }
}

extension GeneratorOfBytes {
  fileprivate static func first(_ random: RandomBytes) -> UInt64 {
    var generator = GeneratorOfBytes(random: random)
    return generator.next()
  }
}
