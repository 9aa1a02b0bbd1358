import Access
import Catalogues
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Store
import Trust
import Work

/// The demo: a district that doesn't exist, its cast, and the registry of 安和社区; or all of the district, or a city.
///
/// What is made is the same each time, but for the dates, which go by the day on which it is made, and the inner ids.
package struct Demo: Sendable {
  package enum Size: String, Sendable, CaseIterable { case community, district, city }
  let installation: Installation
  /// Whose disk bounds the city.
  let folder: String
  /// Says what is being made, on standard error.
  let say: @Sendable (String) -> Void

  /// - Parameter folder: the data folder; the city ends before the disk on which it lies is full.
  package init(_ installation: Installation, folder: String? = nil, say: @escaping @Sendable (String) -> Void) {
    self.installation = installation
    self.folder = folder ?? installation.keys.path
    self.say = say
  }

  /// Makes what is missing of the demo; at the second start nothing is.
  package func make(_ size: Size) async throws {
    let start = ContinuousClock.now
    let made = try await makeSteps(size)
    guard made else { return }
    try await settle()
    say("the demo is made, in \((ContinuousClock.now - start).components.seconds) seconds")
  }

  private func makeSteps(_ size: Size) async throws -> Bool {
    switch size {
    case .community:
      try await making(0).addPlaces(communities: 2)
      let made = try await takeResidents()
      try await addCast()
      return made
    case .district:
      return try await makeDistrict(0, disk: nil).made
    case .city:
      return try await makeCity()
    }
  }

  private func making(_ index: Int) -> DemoDistrictMaking {
    DemoDistrictMaking(installation: installation, district: DemoDistrict(index), say: say)
  }

  /// - Returns: whether anything was made, and whether all of it is there.
  private func makeDistrict(_ index: Int, disk: DemoDisk?) async throws -> (made: Bool, isWhole: Bool) {
    let making = making(index)
    let district = making.district
    try await making.addPlaces()
    var made = false
    for community in district.communities {
      if let disk, try !disk.hasRoom() { return (made, false) }
      let start = ContinuousClock.now
      let people = try await makePeople(of: community, making)
      let taken = ContinuousClock.now
      let orders = try await DemoOrders(installation: installation, community: community).make()
      guard people + orders > 0 else { continue }
      made = true
      say(
        "\(district.name) \(community.index + 1)/30 \(community.name): \(people) people in \((taken - start).components.seconds) s, "
          + "\(orders) orders in \((ContinuousClock.now - taken).components.seconds) s")
    }
    if try await making.takeHistory() { made = true }
    return (made, true)
  }

  /// 安和社区 has a list of its own, with the mistakes that lists have, and the cast.
  private func makePeople(of community: DemoDistrict.Community, _ making: DemoDistrictMaking) async throws -> Int {
    guard community.code == DemoPlaces.anhe else { return try await making.takeResidents(of: community) }
    let made = try await takeResidents()
    try await addCast()
    return made ? community.people : 0
  }

  /// Districts one after the other until the disk has no more room.
  private func makeCity() async throws -> Bool {
    let disk = try DemoDisk(folder: folder)
    say("making a city: \(try disk.words())")
    var (made, whole) = (false, 0)
    for index in 0..<DemoDistrict.most {
      let outcome = try await makeDistrict(index, disk: disk)
      if outcome.made {
        made = true
        try await settle()
      }
      guard outcome.isWhole else { break }
      whole += 1
      say("\(whole) of \(DemoDistrict.most) districts; \(try disk.words())")
    }
    let people: Int = try await installation.database.read { session in
      try session.first("SELECT COUNT(*) AS people FROM person").map { try $0["people"] } ?? 0
    }
    say("the city has \(people) people in \(whole) whole districts of \(DemoDistrict.most); \(try disk.words())")
    return made
  }

  /// Gives the journal its order and adds the counts up, which else the server would do in its first seconds.
  private func settle() async throws {
    say("sealing the journal, adding up the counts")
    while try await installation.sealer().sealOnce() > 0 {}
    try await TallyFolder.foldAll(in: installation.database)
  }
}

extension Demo {
  /// Whom the sign-in page offers.
  package static let roles = DemoPeople.roles
}
