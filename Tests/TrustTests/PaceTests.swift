import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Bounds that catch a cost that grows with the journal, far from what the machine can do.
@Suite(.serialized) struct PaceTests {
  @Test(arguments: Engine.allCases)
  func `sealing and verifying keep up`(engine: Engine) async throws {
    try await TrustStory.on(engine, onDisk: true) { story in
      let clock = ContinuousClock()
      let count = 20_000
      let writing = try await clock.measure {
        for _ in 0..<(count / 500) {
          try await story.database.write { session in
            for _ in 0..<500 { _ = try Journal.append(TrustStory.event(), session) }
          }
        }
      }
      var (sealed, sound) = (0, false)
      let sealing = try await clock.measure { sealed = try await story.sealer.sealOnce() }
      let verifying = try await clock.measure { sound = try await story.verify(story.heads()).isSound }
      #expect(sealed == count && sound)
      let rate = { (duration: Duration) in Int(Double(count) / (duration / .seconds(1))) }
      print(
        "\(engine.rawValue): \(rate(writing)) written, \(rate(sealing)) sealed, \(rate(verifying)) verified per second")
      // A slow machine running other things reaches some thousand; below this something is quadratic.
      #expect(rate(sealing) > 500 && rate(verifying) > 500)
    }
  }
}
