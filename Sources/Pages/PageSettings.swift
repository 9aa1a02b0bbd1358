/// How the pages are served here.
package struct PageSettings: Sendable, Hashable {
  /// Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
  package var trustedProxies: Set<String> = []
  /// This process speaks TLS itself, so that cookies are `Secure`.
  package var tls = false
  /// The sign-in page shows roles to click on.
  package var demo = false
  /// How long an answer is kept under its Idempotency-Key, in hours (contract: at least 24).
  package var keepAnswersHours = 48

  package init() {}
}
