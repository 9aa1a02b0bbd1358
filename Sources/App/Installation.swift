import Access
import Community
import Foundation
import Kernel
import Logging
import Organisation
import Pages
import Registry
import Rulebook
import Statistics
import Store
import Trust
import Work

/// A whole installation: data, keys, rules and services. Nothing else knows all of it.
package struct Installation: Sendable, CustomStringConvertible {
  package let database: Database
  package let keys: KeyFolder
  package let vault: Vault
  package let access: Access
  package let signIn: SignIn
  package let rulebook: Rulebook
  package let desk: OrderDesk
  package let feed: JournalFeed
  package let zone: Zone
  package let now: @Sendable () -> Instant
  package let logger: Logger
  /// This process among the nodes of an installation.
  package let node: EntityID

  /// Opens the installation that the settings name, and makes what is missing of it: folders, keys, tables, delivered rules.
  package static func open(
    _ settings: Settings, zone: Zone = .shanghai, now: @escaping @Sendable () -> Instant = { Instant.now() }
  ) async throws -> Installation {
    var logger = Logger(label: "quanke")
    logger.logLevel = try settings.logLevel()
    if let folder = settings.dataFolder { try makeFolder(folder) }
    let keys = try KeyFolder.create(at: settings.keyFolder(), now: now())
    let database = try Database(settings.location(), logger: logger)
    return try await open(
      database, keys: keys, limits: settings.sessionLimits(), zone: zone, now: now, logger: logger)
  }

  /// The same on a database and keys that are open already.
  package static func open(
    _ database: Database, keys: KeyFolder, limits: SessionLimits = SessionLimits(), zone: Zone = .shanghai,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) async throws -> Installation {
    try await database.migrate()
    let vault = try await Vault.open(database: database, keys: keys, now: now())
    let rulebook = Rulebook()
    let node = Occasion.at(now()).newID()
    let desk = OrderDesk(
      rulebook: rulebook, numbers: NumberSeries(holder: node), moves: try OrderMoves.delivered(), vault: vault)
    let installation = Installation(
      database: database, keys: keys, vault: vault, access: Access(table: try AccessTable.standard()),
      signIn: SignIn(limits: limits), rulebook: rulebook, desk: desk, feed: JournalFeed(), zone: zone, now: now,
      logger: logger, node: node)
    try await installation.publishDeliveredRules()
    return installation
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Settings.Refused("the data folder \(path) can't be made; check its path and permissions")
    }
  }

  /// Nothing of an installation is for logs.
  package var description: String { "Installation" }

  package var occasion: Occasion { .at(now(), zone: zone) }

  /// Publishes the rules that the program is delivered with at the top of the tree of places; never over a rule that
  /// somebody approved.
  package func publishDeliveredRules() async throws {
    let occasion = occasion
    try await database.write { session in
      guard let top = try PlaceStore.top(at: occasion.today, in: session), let since = Day("2020-01-01") else { return }
      try DeliveredRules().publish(at: top, from: since, rulebook: rulebook, on: occasion, in: session)
    }
  }

  /// The grant of the operator at the command line.
  /// - Throws: `Settings.Refused` in words if nobody holds an operator's post.
  package func commandLineGrant(_ action: AccessAction) async throws -> Grant {
    let occasion = occasion
    return try await database.read { session in
      guard let account = try AssignmentStore.operatorAccount(at: occasion.today, in: session) else {
        throw Settings.Refused(
          failed: "nobody holds an operator's post; add one: quanke user add NAME --role operator --unit UNIT")
      }
      let posts = try AssignmentStore.assignments(of: account.key, at: occasion.today, in: session)
      return try access.commandLineGrant(
        action, to: Actor(account: account, assignments: posts, credential: .commandLine), at: occasion.today)
    }
  }

  package func sealer() throws -> Sealer {
    Sealer(database: database, headKey: try keys.headKey(), holder: node, feed: feed, logger: logger, clock: now)
  }

  package func close() async { await database.close() }
}
