import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NIOFoundationCompat

/// A body as its fields, with what forms carry beside them.
struct ReadBody: Sendable {
  var input = Input()
  var csrf: String?
  var idempotencyKey: String?
  var ifMatch: String?
  /// The bytes as they came.
  var bytes = Data()
  /// Why the fields can't be taken; thrown once it is known who sends them, so that the answer can be kept.
  var refusal: Failure?
}

enum BodyReader {
  /// Names of the hidden fields that every form may carry.
  private static let hidden: Set<String> = ["csrf", "idempotencyKey", "ifMatch"]

  /// Reads and checks a body against the operation's own list before anything is decoded into values.
  static func read(_ request: Request, _ operation: Operation) async throws -> ReadBody {
    var body = ReadBody()
    body.bytes = try await bytes(of: request, upTo: operation.largestBody)
    do { try read(request, operation, into: &body) } catch let failure as Failure { body.refusal = failure }
    return body
  }

  private static func read(_ request: Request, _ operation: Operation, into body: inout ReadBody) throws {
    let type = request.headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
      .lowercased()
    if body.bytes.isEmpty {
      guard operation.bodyOptional else { throw Failure(.badRequest, "problem.noBody") }
      return
    }
    switch type {
    case "application/json": body.input = try json(body.bytes, operation.body ?? [])
    case "application/x-www-form-urlencoded" where operation.audience == .page:
      try form(&body, operation.body ?? [])
    default: throw Failure(.unsupported, "problem.unsupported")
    }
  }

  private static func bytes(of request: Request, upTo limit: Int) async throws -> Data {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge(limit) }
    var collected = ByteBuffer()
    for try await part in request.body {
      guard collected.readableBytes + part.readableBytes <= limit else { throw tooLarge(limit) }
      collected.writeImmutableBuffer(part)
    }
    return Data(buffer: collected)
  }

  private static func tooLarge(_ limit: Int) -> Failure {
    Failure(.tooLarge, Phrase("problem.tooLarge", ["kilobytes": "\(limit / 1024)"]))
  }

  private static func json(_ bytes: Data, _ properties: [Schema.Property]) throws -> Input {
    guard let value = try? JSON(json: bytes), case .object(let members) = value else {
      throw Failure(.badRequest, "problem.noJSON")
    }
    let failures = Schema.object(properties).failures(in: value, at: "")
    guard failures.isEmpty else { throw Failure(.invalid, "problem.invalid", fields: failures) }
    return Input(members)
  }

  private static func form(_ body: inout ReadBody, _ properties: [Schema.Property]) throws {
    guard let text = String(data: body.bytes, encoding: .utf8) else { throw Failure(.badRequest, "problem.encoding") }
    var own: [(name: String, value: String)] = []
    for (name, value) in try FormFields.parse(text) {
      switch name {
      case "csrf": body.csrf = value
      case "idempotencyKey": body.idempotencyKey = value.isEmpty ? nil : value
      case "ifMatch": body.ifMatch = value.isEmpty ? nil : value
      default: own.append((name, value))
      }
    }
    body.input = try FormFields.input(own, properties, query: false)
  }
}
