import Foundation

/// Where keys, nonces and names of keys come from. Tests may give a known sequence; everything else takes the system's.
package struct RandomBytes: Sendable {
  private let source: @Sendable (Int) -> Data

  package init(_ source: @escaping @Sendable (Int) -> Data) { self.source = source }

  /// The operating system's generator (`getrandom` on Linux).
  package static let system = RandomBytes { count in
    var random = SystemRandomNumberGenerator()
    return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  package func callAsFunction(_ count: Int) -> Data { source(count) }
}
