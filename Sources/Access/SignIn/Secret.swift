import Crypto
import Foundation

/// A random word of 256 bits that a browser or script carries. The database keeps its digest alone.
package struct Secret: Sendable {
  package let text: String

  /// A new secret from the system's random source.
  package init() {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    text = bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
  }

  package static func digest(of text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8))) }
}
