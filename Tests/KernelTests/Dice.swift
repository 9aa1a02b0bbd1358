import Foundation

/// Random numbers that can be thrown again: SplitMix64 from a seed, which every property test prints when it fails.
/// QUANKE_SEED repeats a run.
struct Dice: RandomNumberGenerator, CustomStringConvertible {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64? = nil) {
    let named = ProcessInfo.processInfo.environment["QUANKE_SEED"].flatMap { UInt64($0) }
    self.seed = seed ?? named ?? UInt64.random(in: 0...UInt64.max)
    state = self.seed
  }

  var description: String { "QUANKE_SEED=\(seed)" }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(roll(0...9)) }.joined() }
}
