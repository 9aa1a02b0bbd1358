import Hummingbird
import Kernel
import Store

/// An operation with what it does.
package struct Endpoint: Sendable {
  /// A body that runs inside a transaction: it may run again, and touches nothing but its session.
  package typealias Body = @Sendable (Call) throws -> Answer

  package enum Work: Sendable {
    /// Sees one moment.
    case read(Body)
    /// One transaction with the answer that is kept under its Idempotency-Key. `onFailure`: a page of its own for a
    /// refusal, made after what was written is undone.
    case write(Body, onFailure: (@Sendable (Call, Failure) throws -> Answer?)?)
    /// Whatever is no single transaction: signing in, streams, health.
    case direct(@Sendable (DirectCall) async throws -> Response)
  }
  package let operation: Operation
  package let work: Work

  package static func read(_ operation: Operation, _ body: @escaping Body) -> Endpoint {
    Endpoint(operation: operation, work: .read(body))
  }
  package static func write(
    _ operation: Operation, onFailure: (@Sendable (Call, Failure) throws -> Answer?)? = nil, _ body: @escaping Body
  ) -> Endpoint {
    Endpoint(operation: operation, work: .write(body, onFailure: onFailure))
  }
  package static func direct(
    _ operation: Operation, _ body: @escaping @Sendable (DirectCall) async throws -> Response
  ) -> Endpoint {
    Endpoint(operation: operation, work: .direct(body))
  }
}
