import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// What a request carries around its fields: who sends it, how, from where.
package struct Envelope: Sendable {
  package enum Credential: Sendable, Hashable {
    case none
    case session(String)
    case token(String)
  }
  package let credential: Credential
  package let language: Language
  /// The language was asked for by a cookie rather than guessed from the browser's header.
  package let languageChosen: Bool
  package let address: String
  package let agent: String
  package let secure: Bool
  package let fragment: String?
  package let path: String

  package static let sessionCookie = "quanke_session"
  package static let languageCookie = "quanke_language"
  package static let doorCookie = "quanke_door"

  package init(_ request: Request, peer: String?, settings: PageSettings) {
    let cookies = request.cookies
    if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
      credential = .token(String(header.dropFirst(7)).trimmingCharacters(in: .whitespaces))
    } else if let cookie = cookies[Self.sessionCookie] {
      credential = .session(cookie.value)
    } else {
      credential = .none
    }
    let chosen = cookies[Self.languageCookie].flatMap { Language(rawValue: $0.value) }
    languageChosen = chosen != nil
    language = chosen ?? Language.accepted(request.headers[.acceptLanguage])
    let trusted = peer.map { settings.trustedProxies.contains($0) } ?? false
    address = Self.address(peer, request.headers[.forwardedFor], trusting: settings.trustedProxies)
    secure = settings.tls || (trusted && request.headers[.forwardedProto] == "https")
    agent = request.headers[.userAgent] ?? ""
    fragment = request.headers[.fragment]
    path = request.uri.string
  }

  /// Where the request comes from: the last of the addresses on its way that is no trusted proxy's.
  static func address(_ peer: String?, _ forwarded: String?, trusting proxies: Set<String>) -> String {
    guard let peer else { return "local" }
    guard proxies.contains(peer), let forwarded else { return peer }
    let way = forwarded.split(separator: ",").map { bare($0.trimmingCharacters(in: .whitespaces)) }
    return way.last { !proxies.contains($0) } ?? peer
  }

  /// An address without its port and brackets.
  private static func bare(_ text: String) -> String {
    if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
    return text.count { $0 == ":" } == 1 ? String(text.prefix { $0 != ":" }) : text
  }
}

extension HTTPField.Name {
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
  static let fragment = HTTPField.Name("Quanke-Fragment")!
  static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
  static let csrfToken = HTTPField.Name("X-CSRF-Token")!
  static let requestReference = HTTPField.Name("Quanke-Reference")!
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
