import Crypto
import Foundation

/// By which a file is known again: SHA-256 of its bytes.
package enum ListDigest {
  package static func of(_ bytes: Data) -> Data { Data(SHA256.hash(data: bytes)) }
}
