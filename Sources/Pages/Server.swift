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

  package func router() -> Router<PageContext> {
    let router = Router(context: PageContext.self)
    router.add(middleware: NotFoundPage(pipeline: pipeline))
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

  func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response)
    async throws
    -> Response
  {
    do {
      return try await next(request, context)
    } catch let error as HTTPError {
      let failure: Failure = error.status == .methodNotAllowed ? Failure(.notAllowed, "problem.notAllowed") : .notFound
      return await pipeline.refuse(failure, request, peer: context.peer)
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
