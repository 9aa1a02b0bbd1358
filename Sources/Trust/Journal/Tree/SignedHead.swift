import Foundation
import Kernel

/// What a compartment's journal was at one moment: so many events with this Merkle root, signed. Whoever keeps one can
/// check later that nothing before it was altered, removed or recomputed.
///
/// Printed on one line: `quanke-head v1 <compartment> <size> <root, hex> <time, RFC 3339> <key, hex> <signature,
/// base64>`.
package struct SignedHead: Sendable, Hashable {
  package let compartment: Compartment
  package let size: Int64
  package let root: Data
  package let signedAt: Instant
  package let keyID: Data
  package let signature: Data

  init(compartment: Compartment, size: Int64, root: Data, signedAt: Instant, keyID: Data, signature: Data) {
    self.compartment = compartment
    self.size = size
    self.root = root
    self.signedAt = signedAt
    self.keyID = keyID
    self.signature = signature
  }

  /// Reads a printed line.
  package init?(_ line: String) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 8, words[0] == "quanke-head", words[1] == "v1",
      let compartment = Compartment(named: words[2]), let size = Int64(words[3]), size >= 0,
      let root = Data(hex: words[4]), root.count == 32, let time = Instant(rfc3339: words[5]),
      let keyID = Data(hex: words[6]), let signature = Data(base64Encoded: words[7])
    else { return nil }
    self.init(
      compartment: compartment, size: size, root: root, signedAt: time, keyID: keyID, signature: signature)
  }

  /// The line to print and keep.
  package var line: String {
    String(decoding: body, as: UTF8.self) + " \(keyID.hex) \(signature.base64EncodedString())"
  }

  /// What the signature covers: the line up to the time.
  var body: Data { Self.body(compartment: compartment, size: size, root: root, signedAt: signedAt) }

  static func body(compartment: Compartment, size: Int64, root: Data, signedAt: Instant) -> Data {
    Data("quanke-head v1 \(compartment.name) \(size) \(root.hex) \(signedAt.rfc3339(in: .shanghai))".utf8)
  }
}
