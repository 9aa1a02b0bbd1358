import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Pages
import Store
import Work

/// The table of rules held against what the server answers.
struct Matrix: Sendable {
  let town: Town
  private let table: AccessTable
  private let moves: OrderMoves

  init(_ town: Town) throws {
    self.town = town
    table = try AccessTable.standard()
    moves = try OrderMoves.delivered()
  }

  private enum Expected: Equatable {
    case success, forbidden, notFound
    /// The rule gives it, the table of moves doesn't: refused with the reason.
    case conflict
  }

  /// What the server answers a role otherwise than the rules say, a line each.
  func differences(_ operation: Pages.Operation, _ role: Role) async throws -> [String] {
    var found: [String] = []
    for reaches in [true, false] {
      let request = try await request(to: operation, role, reaches: reaches)
      let login = reaches ? Land.here(role) : Land.away(role)
      let reply = try await send(operation, request, as: login)
      let expected = expected(operation, request, role, reaches: reaches)
      if !matches(reply, expected, operation) {
        found.append("\(login) on \(operation.id): \(reply.status) instead of \(expected)")
      } else if case .list(let hidden) = request.about, expected == .success,
        hidden.contains(where: { reply.text.contains($0) }) != reaches
      {
        found.append("\(login) on \(operation.id): the list \(reaches ? "lacks" : "shows") what is there")
      }
    }
    return found
  }

  private func request(to operation: Pages.Operation, _ role: Role?, reaches: Bool) async throws -> MatrixRequest {
    // What is somebody else's own is out of reach; she signs in with her own name.
    let here = Land.here(role ?? .windowWorker)
    let owner = reaches || operation.action == .ownAccount ? here : Land.away(role ?? .windowWorker)
    guard let build = MatrixRequests.builders[operation.id] else {
      throw MatrixRequests.Missing(operation: operation.id)
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
    case .page: reply.status == 200 || (reply.status == 303 && (operation.id == "signOut" || !reply.isSentToDoor))
    }
  }

  private func send(_ operation: Pages.Operation, _ request: MatrixRequest, as login: String) async throws -> Reply {
    if operation.audience == .script {
      return try await town.script(login).send(operation.method, request.path, request.body)
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
  /// What somebody who isn't signed in is answered otherwise than she should be; nil if nothing.
  func signedOutDifference(_ operation: Pages.Operation) async throws -> String? {
    let request = try await request(to: operation, nil, reaches: true)
    if operation.id == "signIn" { try await town.resetPassword(of: Land.here(.windowWorker)) }
    let reply =
      operation.audience == .script
      ? try await Script(town: town, token: nil).send(operation.method, request.path, request.body)
      : try await send(operation, request, in: Browser(town), csrf: "none")
    let isRight: Bool =
      if table.rules(for: operation.action).contains(where: { $0.holder == .nobody }) {
        succeeded(reply, operation)
      } else if operation.audience == .script {
        reply.status == 401 && reply.header("WWW-Authenticate") == "Bearer"
      } else {
        reply.isSentToDoor
      }
    return isRight ? nil : "\(operation.id): \(reply.status)"
  }

  /// With exactly the action in its scope a token succeeds, with every action but it the token is refused.
  func scopeDifferences(_ operation: Pages.Operation) async throws -> [String] {
    let roles = table.rules(for: operation.action).compactMap { rule -> Role? in
      switch rule.holder {
      case .role(let role): role
      case .anyone: .windowWorker
      case .nobody: nil
      }
    }
    guard let role = roles.last else { return [] }
    var found: [String] = []
    let others = AccessAction.allCases.filter { $0 != operation.action }
    for (scope, expected) in [([operation.action], Expected.success), (others, .forbidden)] {
      let request = try await request(to: operation, role, reaches: true)
      let script = try await town.script(Land.here(role), scope: scope)
      let reply = try await script.send(operation.method, request.path, request.body)
      if !matches(reply, expected, operation) {
        found.append("\(operation.id) by \(role): \(reply.status) instead of \(expected)")
      }
    }
    return found
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
      let id: EntityID? = try session.first("SELECT id FROM session WHERE secret_digest = \(digest)").map {
        try $0["id"]
      }
      guard let id else { throw Failure.notFound }
      return id
    }
  }
}
