import Crypto
import Foundation
import Kernel
import Store

/// Slows guessing down without locking anybody out: failures count for a name together with the address that tried it, so
/// that a stranger elsewhere can't shut a worker out, and for an address alone, so that it can't try many names.
package struct Throttle: Sendable, Hashable {
  /// Failures by one address on one name before it has to wait (NIST SP 800-63B-4, 3.2.2 allows 100; offices share one
  /// address, so it is counted per name).
  package var perName = 5
  /// Failures by one address on any names before it has to wait.
  package var perAddress = 50
  /// Seconds of the first wait; it doubles with each further failure up to `longestWait`.
  package var firstWait = 4
  package var longestWait = 900

  package init() {}

  /// Seconds to wait before the next try, 0 if none.
  package func wait(failures: Int, allowed: Int, sinceLast milliseconds: Int64) -> Int {
    guard failures >= allowed else { return 0 }
    let doublings = min(failures - allowed, 20)
    let wait = min(firstWait << doublings, longestWait)
    return max(0, wait - Int(milliseconds / 1000))
  }

  /// Seconds that this address has to wait for this name.
  package func wait(login: String, address: String, now: Instant, in session: any Session) throws -> Int {
    try max(
      wait(subject: subject(login, address), allowed: perName, now: now, in: session),
      wait(subject: subject("", address), allowed: perAddress, now: now, in: session))
  }

  package func failed(login: String, address: String, now: Instant, in session: any Session) throws {
    let forgotten = now.adding(milliseconds: -86_400_000)
    try session.execute("DELETE FROM sign_in_failure WHERE last_at < \(forgotten)")
    for subject in [subject(login, address), subject("", address)] {
      try session.execute(
        """
        INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (\(subject), 1, \(now))
        ON CONFLICT (subject) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = excluded.last_at
        """)
    }
  }

  package func succeeded(login: String, address: String, in session: any Session) throws {
    try session.execute("DELETE FROM sign_in_failure WHERE subject = \(subject(login, address))")
  }

  private func wait(subject: Data, allowed: Int, now: Instant, in session: any Session) throws -> Int {
    guard let row = try session.first("SELECT failures, last_at FROM sign_in_failure WHERE subject = \(subject)") else {
      return 0
    }
    let last: Instant = try row["last_at"]
    return wait(
      failures: try row["failures"], allowed: allowed, sinceLast: now.milliseconds - last.milliseconds)
  }

  private func subject(_ login: String, _ address: String) -> Data {
    Data(SHA256.hash(data: Data("\(login)\u{0}\(address)".utf8)))
  }
}
