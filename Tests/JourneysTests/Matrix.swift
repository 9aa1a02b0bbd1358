import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Pages
import Store
import Testing
import Work

/// The table of rules held against what the server answers.
struct Matrix: Sendable {
  let town: Town
  private let table: AccessTable
  private let moves: OrderMoves
  /// A token for each account that tries.
  private let scripts: [String: Script]

  init(_ town: Town) async throws {
    self.town = town
    table = try AccessTable.standard()
    moves = try OrderMoves.delivered()
    var scripts: [String: Script] = [:]
    for role in Role.allCases {
      for login in [Land.here(role), Land.away(role)] { scripts[login] = try await town.script(login) }
    }
    self.scripts = scripts
  }

  private enum Expected: Equatable {
    case success, forbidden, notFound
    /// The rule gives it, the table of moves doesn't: refused with the reason.
    case conflict
  }

  func tries(_ operation: Pages.Operation, _ role: Role) async throws {
    for reaches in [true, false] {
      guard let request = try await request(to: operation, role, reaches: reaches) else { return }
      let login = reaches ? Land.here(role) : Land.away(role)
      let reply = try await send(operation, request, as: login)
      let expected = expected(operation, request, role, reaches: reaches)
      let what = Comment(rawValue: "\(login) on \(operation.id) \(request.path): \(reply.status)")
      #expect(matches(reply, expected, operation), what)
      if case .list(let hidden) = request.about, expected == .success {
        let isPart = hidden.contains { reply.text.contains($0) }
        #expect(isPart == reaches, what)
      }
    }
  }

  private func request(to operation: Pages.Operation, _ role: Role?, reaches: Bool) async throws -> MatrixRequest? {
    // What is somebody else's own is out of reach; she signs in with her own name.
    let here = Land.here(role ?? .windowWorker)
    let owner = reaches || operation.action == .ownAccount ? here : Land.away(role ?? .windowWorker)
    guard let build = MatrixRequests.builders[operation.id] else {
      Issue.record("no request for \(operation.id)")
      return nil
    }
    return try await build(MatrixRequests(town: town, role: role, owner: owner))
  }

  private func expected(_ operation: Pages.Operation, _ request: MatrixRequest, _ role: Role, reaches: Bool) -> Expected
  {
    let rules = table.rules(for: operation.action).filter {
      [.nobody, .anyone, .role(role)].contains($0.holder)
    }
    guard !rules.isEmpty else { return .forbidden }
    if case .thing = request.about, !reaches, !rules.contains(where: { $0.reach == .all }) { return .notFound }
    if let verb = request.verb, !moves.moves.contains(where: { $0.verb == verb && $0.roles.contains(role) }) {
      return .conflict
    }
    return .success
  }

  private func matches(_ reply: Reply, _ expected: Expected, _ operation: Pages.Operation) -> Bool {
    switch expected {
    case .success: succeeded(reply, operation)
    case .forbidden: reply.status == 403
    case .notFound: reply.status == 404
    case .conflict: reply.status == 409
    }
  }

  private func succeeded(_ reply: Reply, _ operation: Pages.Operation) -> Bool {
    switch operation.audience {
    case .script: reply.status == operation.status.code
    case .page: reply.status == 200 || (reply.status == 303 && reply.location?.hasPrefix("/sign-in?") == false)
    }
  }

  private func send(_ operation: Pages.Operation, _ request: MatrixRequest, as login: String) async throws -> Reply {
    if operation.audience == .script, let script = scripts[login] {
      return try await script.send(operation.method, request.path, request.body)
    }
    if operation.id == "changePassword" || operation.id == "signIn" { try await town.resetPassword(of: login) }
    let (browser, csrf) = try await town.browser(login)
    return try await send(operation, request, in: browser, csrf: csrf)
  }

  private func send(_ operation: Pages.Operation, _ request: MatrixRequest, in browser: Browser, csrf: String?)
    async throws -> Reply
  {
    guard let form = request.form else { return try await browser.get(request.path, readBody: operation.id != "live") }
    let word = operation.id == "signIn" ? try await browser.get("/sign-in").csrf : csrf
    return try await browser.post(request.path, form, csrf: word)
  }
}

extension Matrix {
  func triesSignedOut(_ operation: Pages.Operation) async throws {
    guard let request = try await request(to: operation, nil, reaches: true) else { return }
    if operation.id == "signIn" { try await town.resetPassword(of: Land.here(.windowWorker)) }
    let reply =
      operation.audience == .script
      ? try await Script(town: town, token: nil).send(operation.method, request.path, request.body)
      : try await send(operation, request, in: Browser(town), csrf: "none")
    let what = Comment(rawValue: "signed out on \(operation.id): \(reply.status)")
    if table.rules(for: operation.action).contains(where: { $0.holder == .nobody }) {
      #expect(succeeded(reply, operation), what)
    } else if operation.audience == .script {
      #expect(reply.status == 401 && reply.header("WWW-Authenticate") == "Bearer", what)
    } else {
      #expect(reply.status == 303 && reply.location?.hasPrefix("/sign-in") == true, what)
    }
  }

  /// With exactly the action in its scope the token succeeds, with every action but it the token is refused.
  func triesScopes(_ operation: Pages.Operation) async throws {
    let rules = table.rules(for: operation.action)
    guard let role = rules.lazy.compactMap({ rule -> Role? in
      switch rule.holder {
      case .role(let role): role
      case .anyone: .windowWorker
      case .nobody: nil
      }
    }).last
    else { return }
    let login = Land.here(role)
    for (scope, expected) in [
      ([operation.action], Expected.success), (AccessAction.allCases.filter { $0 != operation.action }, .forbidden),
    ] {
      guard let request = try await request(to: operation, role, reaches: true) else { return }
      let script = try await town.script(login, scope: scope)
      let reply = try await script.send(operation.method, request.path, request.body)
      #expect(matches(reply, expected, operation), "\(login) on \(operation.id): \(reply.status)")
    }
  }
}

extension Town {
  /// Gives an account the town's password again.
  func resetPassword(of login: String) async throws {
    let hash = try Town.passwordHash.get()
    try await database.write {
      _ = try $0.execute("UPDATE account SET password_hash = \(hash), password_due = 0 WHERE login = \(login)")
    }
  }

  /// The outside id of a browser's session.
  func session(of browser: Browser) async throws -> EntityID {
    let digest = Secret.digest(of: browser.cookie("quanke_session") ?? "")
    return try await database.read { session in
      let id: EntityID? = try session.first("SELECT id FROM session WHERE secret_digest = \(digest)").map { try $0["id"] }
      guard let id else { throw Failure.notFound }
      return id
    }
  }
}
