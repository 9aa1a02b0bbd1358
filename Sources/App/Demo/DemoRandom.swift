/// Chance that comes out the same each time: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014), begun from a text by FNV-1a.
///
/// Each step of the demo has a generator of its own, named after what it makes, so that a demo that was cut off goes on
/// with the very people whom it would have made at once.
struct DemoRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ name: String) {
    state = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True in so many of 1,000 cases.
  mutating func happens(_ perMille: Int) -> Bool { int(0...999) < perMille }

  mutating func one<Element>(of elements: [Element]) -> Element { elements[int(0...elements.count - 1)] }

  /// One of the elements, each as often as its weight says.
  mutating func one<Element>(of elements: [(Element, Int)]) -> Element {
    var rest = int(0...elements.reduce(0) { $0 + $1.1 } - 1)
    for (element, weight) in elements {
      rest -= weight
      if rest < 0 { return element }
    }
    return elements[elements.count - 1].0
  }
}
