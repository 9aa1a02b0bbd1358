import Access
import App
import Foundation
import HTTPTypes
import Kernel
import Organisation
@testable import Pages
import Store
import Synchronization

/// A script with its token.
struct Script: Sendable {
  let town: Town
  let token: String?

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Reply {
    try await send(.get, path, nil, headers: headers)
  }

  func post(_ path: String, _ body: JSON = [:], key: String? = nil, ifMatch: String? = nil) async throws -> Reply {
    var headers = HTTPFields()
    if let key { headers[.idempotencyKey] = key }
    if let ifMatch { headers[.ifMatch] = ifMatch }
    return try await send(.post, path, body, headers: headers)
  }

  func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON?, headers: HTTPFields = [:]) async throws
    -> Reply
  {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    if body != nil { headers[.contentType] = "application/json" }
    return try await town.wire.send(method, path, headers: headers, body: body?.canonical ?? Data())
  }
}

/// A browser that keeps its cookies.
final class Browser: Sendable {
  let town: Town
  let address: String
  private let jar = Mutex<[String: String]>([:])
  private let headers: HTTPFields

  init(_ town: Town, from address: String = "198.51.100.7", headers: HTTPFields = [:]) {
    self.town = town
    self.address = address
    self.headers = headers
  }

  func cookie(_ name: String) -> String? { jar.withLock { $0[name] } }
  func set(_ name: String, _ value: String?) { jar.withLock { $0[name] = value } }

  func get(_ path: String, headers more: HTTPFields = [:], readBody: Bool = true) async throws -> Reply {
    try await send(.get, path, headers: more, readBody: readBody)
  }

  /// Sends a form. - Parameter csrf: the session's word; nil leaves the field out.
  func post(_ path: String, _ fields: KeyValuePairs<String, String>, csrf: String?, headers more: HTTPFields = [:])
    async throws -> Reply
  {
    try await post(path, pairs: fields.map { ($0.key, $0.value) }, csrf: csrf, headers: more)
  }

  func post(_ path: String, pairs: [(String, String)], csrf: String?, headers more: HTTPFields = [:]) async throws
    -> Reply
  {
    let pairs = pairs + (csrf.map { [("csrf", $0)] } ?? [])
    let text = pairs.map { "\($0.0.queryText)=\($0.1.queryText)" }.joined(separator: "&")
    var headers = more
    headers[.contentType] = "application/x-www-form-urlencoded"
    return try await send(.post, path, headers: headers, body: Data(text.utf8))
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, headers more: HTTPFields, body: Data = Data(), readBody: Bool = true
  ) async throws -> Reply {
    var sent = headers
    for field in more { sent[field.name] = field.value }
    let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
    if !cookies.isEmpty { sent[.cookie] = cookies }
    let reply = try await town.wire.send(method, path, headers: sent, body: body, from: address, readBody: readBody)
    for line in reply.headers[values: .setCookie] {
      let name = String(line.prefix { $0 != "=" })
      jar.withLock { $0[name] = line.contains("Max-Age=0") ? nil : reply.cookie(name) }
    }
    return reply
  }

  /// Signs in at the door with name and password.
  @discardableResult func signIn(_ user: String, _ password: String = Town.password, next: String = "") async throws
    -> Reply
  {
    let door = try await get("/sign-in")
    return try await post("/sign-in", ["name": user, "password": password, "next": next], csrf: door.csrf)
  }
}

extension Town {
  func script(_ user: String, scope: [AccessAction] = []) async throws -> Script {
    let token = try await UserAdministration(installation).token(user: user, scope: scope.map(\.rawValue), days: 30)
    return Script(town: self, token: token)
  }

  /// A browser in which somebody is signed in, without the slow comparison of the password.
  func browser(_ user: String, from address: String = "198.51.100.7") async throws -> (Browser, csrf: String) {
    let (secret, csrf, occasion) = (Secret(), Secret(), installation.occasion)
    try await database.write { session in
      let actor = try Town.actor(user, in: session)
      guard let post = actor.chosen else { throw Failure.notFound }
      try SessionStore.begin(
        account: actor.account, chosen: post, agent: "Test", occasion: occasion, secret: secret, csrf: csrf,
        in: session)
    }
    let browser = Browser(self, from: address)
    browser.set("quanke_session", secret.text)
    return (browser, csrf.text)
  }
}
