import Crypto
import Foundation
import Glibc
import Kernel
import Store

/// Slows guessing down without locking anybody out. Tries count for a name together with the address that makes them, so
/// that a stranger elsewhere can't shut a worker out, and for an address alone, so that it can't try many names. Counts
/// halve every ten minutes, so that an office behind one address doesn't gather its slips of a week.
package struct Throttle: Sendable, Hashable {
  /// Tries of one address on one name before it has to wait (NIST SP 800-63B-4, 3.2.2 allows 100 in all).
  package var perName = 5
  /// Failed tries of one address on any names before it has to wait: a slip each of a large office.
  package var perAddress = 100
  /// Seconds of the first wait; it doubles with each further try up to `longestWait`.
  package var firstWait = 4
  package var longestWait = 900
  /// Milliseconds after which a count is worth half.
  package var halfLife: Int64 = 600_000

  package init() {}

  /// Seconds to wait before the next try, 0 if none.
  package func wait(failures: Int, allowed: Int, sinceLast milliseconds: Int64) -> Int {
    guard failures >= allowed else { return 0 }
    let doublings = min(failures - allowed, 20)
    let wait = min(firstWait << doublings, longestWait)
    return max(0, wait - Int(milliseconds / 1000))
  }

  /// What is left of a count after some time.
  package func left(of failures: Int, after milliseconds: Int64) -> Int {
    failures >> min(max(0, milliseconds / halfLife), 62)
  }

  /// Seconds that this address has to wait for this name. Where it needn't, the try is counted before its password is
  /// looked at, so that many at once are many tries; `succeeded` takes it back.
  package func enter(login: String, address: String, now: Instant, in session: any Session) throws -> Int {
    let network = Self.network(of: address)
    let subjects = [(subject(login, network), perName), (subject("", network), perAddress)]
    try session.lock(.named("sign-in \(network)"))
    let counts = try subjects.map { try count($0.0, now: now, in: session) }
    let waits = zip(subjects, counts).map { wait(failures: $1.failures, allowed: $0.1, sinceLast: $1.since) }
    if let longest = waits.max(), longest > 0 { return longest }
    for (subject, count) in zip(subjects, counts) {
      try set(subject.0, to: count.failures + 1, now: now, in: session)
    }
    return 0
  }

  package func succeeded(login: String, address: String, now: Instant, in session: any Session) throws {
    let network = Self.network(of: address)
    try session.execute("DELETE FROM sign_in_failure WHERE subject = \(subject(login, network))")
    try session.execute(
      "UPDATE sign_in_failure SET failures = failures - 1 WHERE subject = \(subject("", network)) AND failures > 0")
  }

  /// Forgets what is older than a day.
  package static func forget(before: Instant, in session: any Session) throws {
    try session.execute("DELETE FROM sign_in_failure WHERE last_at < \(before)")
  }

  private func count(_ subject: Data, now: Instant, in session: any Session) throws -> (failures: Int, since: Int64) {
    guard let row = try session.first("SELECT failures, last_at FROM sign_in_failure WHERE subject = \(subject)") else {
      return (0, 0)
    }
    let last: Instant = try row["last_at"]
    let since = max(0, now.milliseconds - last.milliseconds)
    return (left(of: try row["failures"], after: since), since)
  }

  private func set(_ subject: Data, to failures: Int, now: Instant, in session: any Session) throws {
    try session.execute(
      """
      INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (\(subject), \(failures), \(now))
      ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at
      """)
  }

  /// An IPv4 address, or the first 64 bits of an IPv6 address, which one subscriber has as a whole (RFC 6177).
  static func network(of address: String) -> String {
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }

  private func subject(_ login: String, _ address: String) -> Data {
    Data(SHA256.hash(data: Data("\(login)\u{0}\(address)".utf8)))
  }
}
