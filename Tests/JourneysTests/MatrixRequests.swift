import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Pages
import TestSupport
import Work

@testable import Registry

/// A valid request to one operation, about things of 安和社区.
struct MatrixRequest: Sendable {
  /// What the request is about, which decides what somebody out of reach is answered.
  enum About: Sendable {
    /// One thing: it is *not found*.
    case thing
    /// A list: it is given, without what is out of reach.
    case list(hides: [String])
    /// Nothing that lies anywhere.
    case nothing
  }
  var path: String
  var body: JSON?
  var form: KeyValuePairs<String, String>?
  var about: About
  /// The verb on an order, which the table of moves restricts further.
  var verb: OrderVerb?

  static func get(_ path: String, _ about: About = .nothing) -> MatrixRequest {
    MatrixRequest(path: path, about: about)
  }
  static func json(_ path: String, _ body: JSON, _ about: About = .thing, _ verb: OrderVerb? = nil) -> MatrixRequest {
    MatrixRequest(path: path, body: body, about: about, verb: verb)
  }
  static func form(
    _ path: String, _ fields: KeyValuePairs<String, String>, _ about: About = .thing, _ verb: OrderVerb? = nil
  ) -> MatrixRequest {
    MatrixRequest(path: path, form: fields, about: about, verb: verb)
  }
}

/// Makes a valid request for each operation. An operation without a builder fails the test, so that nobody adds one that
/// the matrix doesn't try.
struct MatrixRequests: Sendable {
  let town: Town
  /// The role that will send it: which state of an order its verb starts from.
  let role: Role?
  /// Whose own thing is meant, where an operation is about one's own.
  let owner: String

  struct Missing: Error { let operation: String }
  typealias Builder = @Sendable (MatrixRequests) async throws -> MatrixRequest

  static let builders: [String: Builder] = people.merging(orders) { $1 }.merging(own) { $1 }.merging(system) { $1 }

  private static let people: [String: Builder] = [
    "searchPeople": { _ in .get("/api/people?q=lgf", .list(hides: ["刘桂芳"])) },
    "getPerson": { .get(PeopleLinks.apiPerson.link($0.town.liuyi), .thing) },
    "createPerson": { _ in
      .json("/api/people", ["name": "王小明", "community": .string(Cast.community), "home": "3-1-101"])
    },
    "disclosePerson": {
      .json(PeopleLinks.apiDisclosure.link($0.town.liuyi), ["field": "idNumber", "purpose": "核对身份"])
    },
    "newPersonPage": { _ in .get("/people/new") },
    "newPersonForm": { request in
      .form(
        "/people",
        ["id": request.town.newID().description, "name": "王小明", "community": Cast.community])
    },
    "personPage": { .get(PeopleLinks.person.link($0.town.liuyi), .thing) },
    "discloseForm": {
      .form(PeopleLinks.disclosure.link($0.town.liuyi), ["field": "idNumber", "purpose": "verify"])
    },
    "counterPage": { .get("/counter?person=\($0.town.liuyi)&item=\(Town.allowance)", .thing) },
    "counterHits": { _ in .get("/counter/hits?q=lgf", .list(hides: ["刘桂芳"])) },
    "counterItems": { _ in .get("/counter/items?f=gljt") },
    "counterToday": { _ in .get("/counter/today", .list(hides: ["刘桂芳"])) },
  ]

  private static let orders: [String: Builder] = [
    "listCatalogueItems": { _ in .get("/api/catalogue/items?q=gljt") },
    "listOrders": { _ in .get("/api/orders", .list(hides: ["刘桂芳"])) },
    "getOrder": { .get(OrderLinks.apiOrder.link(try await $0.seen), .thing) },
    "createOrder": {
      .json("/api/orders", ["item": .string(Town.allowance), "person": JSON($0.town.liuyi), "channel": "window"])
    },
    "dispatchOrder": { .json(OrderLinks.apiDispatch.link(try await $0.order(for: .dispatch)), [:], .thing, .dispatch) },
    "signForOrder": { .json(OrderLinks.apiReceipt.link(try await $0.order(for: .signFor)), [:], .thing, .signFor) },
    "closeOrder": {
      .json(OrderLinks.apiClosure.link(try await $0.order(for: .close)), ["result": "已办"], .thing, .close)
    },
    "acceptForm": { request in
      .form(
        "/orders",
        [
          "id": request.town.newID().description, "item": Town.allowance,
          "person": request.town.liuyi.description, "channel": "window",
        ])
    },
    "orderPage": { .get(OrderLinks.order.link(try await $0.seen), .thing) },
    "dispatchForm": { .form(OrderLinks.dispatch.link(try await $0.order(for: .dispatch)), [:], .thing, .dispatch) },
    "signForForm": { .form(OrderLinks.receipt.link(try await $0.order(for: .signFor)), [:], .thing, .signFor) },
    "closeForm": {
      .form(OrderLinks.closure.link(try await $0.order(for: .close)), ["result": "已办"], .thing, .close)
    },
    "ordersPage": { _ in .get("/orders", .list(hides: ["刘桂芳"])) },
    "live": { _ in .get("/live") },
    "getStatistics": { _ in .get("/api/statistics?place=\(Cast.community)", .thing) },
    "statisticsPage": { _ in .get("/statistics?place=\(Cast.community)", .thing) },
    "listEvents": { _ in .get("/api/events?limit=5") },
  ]

  private static let own: [String: Builder] = [
    "account": { _ in .get("/account") },
    "setLook": { _ in
      .form("/account/look", ["theme": "dark", "size": "large", "language": "zh-CN", "keys": "on"], .nothing)
    },
    "endOtherSessions": { _ in .form("/account/sessions/others", [:], .nothing) },
    "endSession": { .form(PageLinks.sessionEnd.link(try await $0.session), [:]) },
    "passwordPage": { _ in .get("/account/password") },
    "changePassword": { _ in
      .form(
        "/account/password", ["old": Town.password, "new": "河岸的灯一盏一盏亮了", "again": "河岸的灯一盏一盏亮了"], .nothing)
    },
    "signOut": { _ in .form("/sign-out", [:], .nothing) },
    "home": { _ in .get("/") },
  ]

  private static let system: [String: Builder] = [
    "signInPage": { _ in .get("/sign-in") },
    "signIn": { .form("/sign-in", ["name": $0.owner, "password": Town.password], .nothing) },
    "chooseLanguage": { _ in .form("/language", ["language": "en", "return": "/"], .nothing) },
    "openapi": { _ in .get("/openapi.json") },
    "healthz": { _ in .get("/healthz") },
    "readyz": { _ in .get("/readyz") },
    "metrics": { _ in .get("/metrics") },
    "asset": { _ in .get("/assets/any/tokens.css") },
  ]

  /// An order that a reader of the role in reach may see: a department sees what was sent to it.
  private var seen: EntityID {
    get async throws { try await town.order(role == .departmentOfficer ? .dispatched : .accepted) }
  }

  /// An order in the state from which the role would do the verb, in the hands of her unit.
  private func order(for verb: OrderVerb) async throws -> EntityID {
    switch verb {
    case .signFor: try await town.order(.dispatched)
    case .close where role == .departmentOfficer: try await town.order(.handling)
    case .close: try await town.order(.accepted, item: Town.residence)
    default: try await town.order(.accepted)
    }
  }

  /// A running session of the owner's.
  private var session: EntityID {
    get async throws {
      let (browser, _) = try await town.browser(owner)
      return try await town.session(of: browser)
    }
  }
}
