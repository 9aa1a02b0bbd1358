import CSodium
import Foundation
import Kernel

/// Password hashing by Argon2id (RFC 9106), through libsodium.
package enum Password {
  /// Shortest password taken: 10 characters (OWASP ASVS 5.0, 6.2.1 asks for 8 at least); no rules of composition, as
  /// NIST SP 800-63B-4, 3.1.1.2 asks.
  package static let shortest = 10
  /// Longest password taken, in UTF-8 bytes, so that hashing stays bounded.
  package static let longest = 256

  /// The hash as text with its own parameters: 64 MiB and two passes (libsodium's "interactive" limits; 65 ms measured).
  /// Slow by design: never inside a transaction.
  /// - Throws: `unavailable` if there is no memory for it now.
  package static func hash(_ password: String) throws -> String {
    guard sodium_init() >= 0 else { throw Failure(.unavailable, "problem.unavailable", retryAfter: 1) }
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
    let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
    let result = crypto_pwhash_str(
      &text, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_opslimit_interactive()),
      crypto_pwhash_memlimit_interactive())
    guard result == 0 else { throw Failure(.unavailable, "problem.unavailable", retryAfter: 1) }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the password is the one that was hashed. Takes as long where there is no hash, so that names can't be guessed.
  package static func matches(_ password: String, hash: String?) -> Bool {
    guard sodium_init() >= 0, password.utf8.count <= longest else { return false }
    let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
    let stored = (hash ?? nobodysHash).utf8CString.map { $0 }
    let matched = crypto_pwhash_str_verify(stored, bytes, UInt64(bytes.count)) == 0
    return matched && hash != nil
  }

  /// The hash of a random password that nobody knows, made once a process.
  private static let nobodysHash: String = (try? hash(UUID().uuidString)) ?? ""

  /// What is wrong with a new password, or nil.
  package static func objection(to password: String, login: String) -> Phrase? {
    if password.count < shortest { return Phrase("password.short", ["count": "\(shortest)"]) }
    if password.utf8.count > longest { return "password.long" }
    let lowered = password.lowercased()
    if lowered.contains(login.lowercased()) || wellKnown.contains(lowered) || Set(lowered).count < 3 {
      return "password.known"
    }
    return nil
  }

  /// Passwords that are tried first by whoever guesses, long enough to pass otherwise (own list of common patterns).
  private static let wellKnown: Set<String> = [
    "12345678", "123456789", "1234567890", "87654321", "password", "password1", "passw0rd", "qwertyuiop", "qwerty123",
    "1q2w3e4r", "1qaz2wsx", "abc12345", "abcd1234", "a1234567", "a123456789", "woaini1314", "iloveyou", "admin123",
    "admin888", "administrator", "88888888", "66666666", "00000000", "11111111", "5201314520", "shequ123", "quanke123",
  ]
}
