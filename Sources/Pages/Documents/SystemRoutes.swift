import Access
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Store

/// What machines and browsers ask of the installation itself.
struct SystemRoutes: Sendable {
  let surroundings: Surroundings
  let metrics: Metrics
  let document: JSON
  let home: @Sendable (Grant) -> String

  static let openapi = Route("/openapi.json")
  static let healthz = Route("/healthz")
  static let readyz = Route("/readyz")
  static let metricsRoute = Route("/metrics")

  var endpoints: [Endpoint] {
    [
      .direct(Operation("openapi", .get, Self.openapi, .readInstallation, "This document", answer: .any)) { _ in
        Self.bytes(document.canonical, "application/json; charset=utf-8")
      },
      .direct(Operation("healthz", .get, Self.healthz, .readInstallation, "The process lives")) { _ in
        Self.bytes(Data("ok\n".utf8), "text/plain; charset=utf-8")
      },
      .direct(Operation("readyz", .get, Self.readyz, .readInstallation, "It can serve")) { _ in
        let one: Int? = try await surroundings.database.read { try $0.value("SELECT 1 AS one") }
        guard one == 1 else { throw Failure(.unavailable, "problem.unavailable", retryAfter: 2) }
        return Self.bytes(Data("ready\n".utf8), "text/plain; charset=utf-8")
      },
      .direct(Operation("metrics", .get, Self.metricsRoute, .readInstallation, "Counts of requests")) { _ in
        Self.bytes(Data(metrics.text.utf8), "text/plain; version=0.0.4")
      },
      .direct(Operation("asset", .get, PageLinks.asset, .readInstallation, for: .page, "A style sheet or script")) {
        call in
        guard let response = surroundings.assets.response(call.parameter ?? "") else { throw Failure.notFound }
        return response
      },
      .direct(Operation("home", .get, PageLinks.home, .ownAccount, for: .page, "The first page of a role")) { call in
        Response(status: .seeOther, headers: [.location: home(call.grant)])
      },
    ]
  }

  private static func bytes(_ bytes: Data, _ type: String) -> Response {
    Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
