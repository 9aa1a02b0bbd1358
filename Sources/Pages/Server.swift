import Access
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// What Hummingbird knows of a request, and where it came from.
package struct PageContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  let peer: String?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}

/// The routes of all pages and operations.
package struct Server: Sendable {
  package let endpoints: [Endpoint]
  let pipeline: Pipeline

  /// - Parameters:
  ///   - slices: the endpoints of all slices.
  ///   - home: the first page of whoever holds the grant.
  package init(
    surroundings: Surroundings, slices: [Endpoint], menu: [MenuEntry], demo: [DemoRole], version: String,
    home: @escaping @Sendable (Call.Home) -> String
  ) {
    let metrics = Metrics()
    pipeline = Pipeline(surroundings: surroundings, menu: menu, metrics: metrics)
    let frame = pipeline.frame
    let system = { (document: JSON) in
      SystemRoutes(surroundings: surroundings, metrics: metrics, document: document) { grant in
        home(Call.Home(grant: grant, access: surroundings.access))
      }
    }
    let described = (slices + system(.null).endpoints).map(\.operation)
    endpoints =
      slices + SignInRoutes(surroundings: surroundings, frame: frame, demo: demo).endpoints
      + AccountRoutes(surroundings: surroundings, frame: frame).endpoints
      + system(OpenAPI.document(described, version: version)).endpoints
  }

  /// The methods that a path has, in the order of their names.
  private func methods(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    let found = endpoints.map(\.operation).filter { operation in
      let template = operation.path.split(separator: "/")
      return template.count == parts.count && zip(template, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    let names = Set(found.map(\.method.rawValue))
    return (names.contains("GET") ? names.union(["HEAD"]) : names).sorted()
  }

  package func router() -> Router<PageContext> {
    let router = Router(context: PageContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: NotFoundPage(pipeline: pipeline, methods: methods))
    for endpoint in endpoints {
      let name = endpoint.operation.parameter?.name
      router.on(RouterPath(endpoint.operation.path), method: endpoint.operation.method) { request, context in
        await pipeline.respond(
          endpoint, request, peer: context.peer, parameter: name.flatMap { context.parameters.get($0) })
      }
    }
    return router
  }
}

extension Call {
  /// What is known when somebody opens `/`.
  package struct Home: Sendable {
    package let grant: Grant
    package let access: Access
    package func holds(_ action: AccessAction) -> Bool {
      (try? access.grant(action, to: grant.actor, at: grant.day)) != nil
    }
  }
}

/// A path that no endpoint has gets the same designed answer as a thing out of reach.
struct NotFoundPage: RouterMiddleware {
  let pipeline: Pipeline
  let methods: @Sendable (String) -> [String]

  func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response)
    async throws
    -> Response
  {
    do {
      return try await next(request, context)
    } catch is HTTPError {
      let allowed = methods(request.uri.path)
      let failure: Failure = allowed.isEmpty ? .notFound : Failure(.notAllowed, "problem.notAllowed")
      var response = await pipeline.refuse(failure, request, peer: context.peer)
      if !allowed.isEmpty { response.headers[.allow] = allowed.joined(separator: ", ") }
      return response
    }
  }
}

extension Pipeline {
  /// The answer to a request that no endpoint takes.
  func refuse(_ failure: Failure, _ request: Request, peer: String?) async -> Response {
    let route = Route(request.uri.path)
    let audience: Operation.Audience = request.uri.path.hasPrefix("/api/") ? .script : .page
    let operation = Operation("unknown", request.method, route, .readInstallation, for: audience, "")
    let occasion = Occasion.at(surroundings.now(), zone: surroundings.zone)
    var response = await failed(
      failure, operation, Envelope(request, peer: peer, settings: surroundings.settings), occasion)
    dress(&response, occasion)
    return response
  }
}
