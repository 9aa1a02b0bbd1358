import Access
import App
import Foundation
import Kernel
import Logging
import Organisation
import Pages
import Registry
import Store
import Synchronization
import TestSupport
import Trust
import Work

/// A whole installation with its server, in two districts: 安和社区 and 新桥社区 in two streets of one, 江湾社区 in the other.
/// The cast works here, and beside it one person of every role who reaches 安和社区 and one who doesn't.
final class Town: Sendable {
  let installation: Installation
  let server: Server
  let wire: Wire
  let land: Land
  /// 刘姨 of 安和社区.
  let liuyi: EntityID

  static let today = Day(Cast.today)!
  /// The hour at which every story begins: the office has just opened, so that minutes may pass.
  static let morning = Zone.shanghai.instant(of: today, hour: 9, minute: 30)
  static let allowance = "W020201"
  /// Closed at the window: 居住情况证明.
  static let residence = "W080101"
  /// Everybody's password; one hash, since making it is slow by design.
  static let password = "江边的柳树绿了又黄"
  static let passwordHash = Result { try Password.hash(password) }

  /// Builds the town on one engine and tells a story in it.
  /// - Parameter demo: the sign-in page shows roles to click on.
  static func story(on engine: Engine, demo: Bool = false, _ tell: (Town) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withDatabase(on: engine) { database in
        try await tell(try await Town(database, keys: folder + "/keys", demo: demo))
      }
    }
  }

  private init(_ database: Database, keys path: String, demo: Bool) async throws {
    let clock = Clock()
    let keys = try KeyFolder.create(at: path, now: Town.morning)
    let logger = Logger(label: "town") { _ in SwiftLogNoOpLogHandler() }
    let made = try await Installation.open(database, keys: keys, now: { clock.now }, logger: logger)
    let occasion = made.occasion
    let hash = try Town.passwordHash.get()
    let land = try await database.write { try Land(password: hash, on: occasion, in: $0) }
    try await made.publishDeliveredRules()
    var pages = PageSettings()
    pages.demo = demo
    pages.trustedProxies = ["192.0.2.1"]
    let server = try made.server(pages, demo: demo ? Demo.roles : [])
    (installation, self.land, self.server, self.clock) = (made, land, server, clock)
    wire = Wire(server.router())
    liuyi = try await Town.register(Cast.liuguifang, in: made)
  }

  private final class Clock: Sendable {
    private let time = Mutex(Town.morning)
    var now: Instant { time.withLock { $0 } }
    func pass(_ span: Span) { time.withLock { $0 = $0 + span } }
  }
  private let clock: Clock

  var database: Database { installation.database }
  func pass(_ span: Span) { clock.pass(span) }
  func newID() -> EntityID { installation.occasion.newID() }

  private static func register(_ resident: Cast.Resident, in installation: Installation) async throws -> EntityID {
    var body = NewPerson(name: resident.name, community: Cast.community)
    body.idNumber = resident.idNumber
    body.phones = [resident.phone]
    body.home = resident.home
    body.aliases = resident.alias.map { [$0] } ?? []
    let (access, vault, occasion) = (installation.access, installation.vault, installation.occasion)
    let person = body
    return try await installation.database.write { session in
      let grant = try access.grant(
        .createPerson, to: try Town.actor(Cast.panjing.user, in: session), at: occasion.today)
      let made = try PersonCreation.create(person, grant: grant, occasion: occasion, vault: vault, in: session)
      let correction = try PersonCorrection(of: made.id, grant: grant, occasion: occasion, vault: vault, in: session)
      for tag in resident.tags { try correction.addTag(tag) }
      try correction.addContact(name: "孙丽", relation: "女儿", phone: "19905028810")
      return made.id
    }
  }

  /// Somebody as the command line would know her: what she may do, without signing in.
  static func actor(_ user: String, in session: any Session) throws -> Actor {
    guard let account = try AssignmentStore.account(login: user, in: session) else { throw Failure.notFound }
    let posts = try AssignmentStore.assignments(of: account.key, at: Town.today, in: session)
    return Actor(account: account, assignments: posts, credential: .commandLine)
  }
}

extension Town {
  /// An order of 刘姨's in a state, made by the cast without the server.
  func order(_ state: OrderState = .accepted, item: String = Town.allowance) async throws -> EntityID {
    let (desk, access, occasion, liuyi) = (installation.desk, installation.access, installation.occasion, liuyi)
    return try await database.write { session in
      func grant(_ action: AccessAction, _ user: Cast.Worker) throws -> Grant {
        try access.grant(action, to: try Town.actor(user.user, in: session), at: occasion.today)
      }
      let new = NewOrder(item: item, person: liuyi, channel: .window)
      let id = try desk.accept(new, grant(.createOrder, Cast.panjing), on: occasion, in: session).get().id
      guard state != .accepted else { return id }
      _ = try desk.dispatch(id, grant(.dispatchOrder, Cast.panjing), on: occasion, in: session).get()
      guard state != .dispatched else { return id }
      _ = try desk.signFor(id, grant(.signForOrder, Cast.wuhao), on: occasion, in: session)
      guard state != .handling else { return id }
      _ = try desk.close(id, result: "已批", grant(.closeOrder, Cast.wuhao), on: occasion, in: session)
      return id
    }
  }

  /// Gives what is committed its place in the journal, as a server does all the time.
  func seal() async throws { try await installation.sealer().sealOnce() }

  /// What was journalled about something, in order.
  func events(of id: EntityID) async throws -> [String] {
    try await database.read { session in
      try session.all("SELECT action FROM event WHERE subject_id = \(id) ORDER BY event_key").map { try $0["action"] }
    }
  }

  /// Seals what is committed, then holds journal, orders and counts against what was done.
  func findings() async throws -> [String] {
    try await seal()
    let verified = try await Verification(installation).verify(heads: [])
    let rebuilt = try await Counts(installation).rebuild(check: true)
    return (verified.sound ? [] : verified.lines) + rebuilt
  }
}
