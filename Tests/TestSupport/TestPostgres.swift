import Foundation

/// The real PostgreSQL that `scripts/with-postgres` starts for the tests.
package enum TestPostgres {
  /// Its libpq address, from `QUANKE_TEST_POSTGRES`.
  ///
  /// - Throws: ``Missing`` where there is none. A test without its database has proved nothing, so it fails; it is
  ///   never skipped.
  package static var url: String {
    get throws {
      guard let url = ProcessInfo.processInfo.environment["QUANKE_TEST_POSTGRES"], !url.isEmpty else {
        throw Missing()
      }
      return url
    }
  }

  package struct Missing: Error, CustomStringConvertible {
    package var description: String {
      "This test needs a PostgreSQL. Run `make test`, or `scripts/with-postgres swift test` for the Swift tests alone."
    }
  }
}
