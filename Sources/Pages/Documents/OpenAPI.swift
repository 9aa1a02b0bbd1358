import Access
import HTTPTypes
import Kernel

/// The OpenAPI 3.1 document, made from the declarations that also check the requests.
enum OpenAPI {
  /// An entity tag that `If-Match` takes: a version, with or without its quotation marks, or anything.
  static let entityTag = #"^(\*|"?[1-9]\d{0,8}"?)$"#

  static func document(_ operations: [Operation], version: String) -> JSON {
    var paths: [String: JSON] = [:]
    for operation in operations where operation.audience == .script {
      var methods: [String: JSON] = [:]
      if case .object(let members)? = paths[operation.path] { methods = members }
      methods[operation.method.rawValue.lowercased()] = describe(operation)
      paths[operation.path] = .object(methods)
    }
    return [
      "openapi": "3.1.0", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
      "info": [
        "title": "Quanke", "version": .string(version), "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "paths": .object(paths), "security": [["token": []]],
      "components": [
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]], "schemas": ["Problem": problem],
      ],
    ]
  }

  private static func describe(_ operation: Operation) -> JSON {
    var members: [String: JSON] = [
      "operationId": .string(operation.id), "summary": .string(operation.summary), "responses": responses(operation),
    ]
    var parameters = operation.query.map { parameter($0.name, "query", $0.schema, required: $0.required, $0.about) }
    if let (name, schema) = operation.parameter {
      parameters.append(parameter(name, "path", schema, required: true, ""))
    }
    if operation.writes {
      parameters.append(
        parameter(
          "Idempotency-Key", "header", .text(min: 1, max: 200, pattern: "^[!-~]+$"), required: false,
          "The same key gives the first answer again."))
    }
    if operation.changesVersion {
      parameters.append(
        parameter(
          "If-Match", "header", .text(min: 1, max: 11, pattern: entityTag), required: false,
          "The ETag that was read; 412 if somebody changed it meanwhile."))
    }
    if !parameters.isEmpty { members["parameters"] = .array(parameters) }
    if let body = operation.body {
      members["requestBody"] = [
        "required": .bool(!operation.bodyOptional),
        "content": ["application/json": ["schema": Schema.object(body).document]],
      ]
    }
    if operation.action == .readInstallation || operation.action == .createSession { members["security"] = [] }
    return .object(members)
  }

  private static func parameter(_ name: String, _ place: String, _ schema: Schema, required: Bool, _ about: String)
    -> JSON
  {
    [
      "name": .string(name), "in": .string(place), "required": .bool(required), "schema": schema.document,
      "description": .string(about),
    ]
  }

  private static func responses(_ operation: Operation) -> JSON {
    var members: [String: JSON] = [:]
    var success: [String: JSON] = ["description": "Done."]
    if let answer = operation.answer { success["content"] = ["application/json": ["schema": answer.document]] }
    if operation.changesVersion || operation.givesVersion {
      success["headers"] = ["ETag": ["description": "What If-Match takes.", "schema": ["type": "string"]]]
    }
    members["\(operation.status.code)"] = .object(success)
    let refusal: JSON = [
      "description": "Refused; the body says why.",
      "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]
    let codes =
      operation.writes ? [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503] : [400, 401, 403, 404, 422, 503]
    for code in codes { members["\(code)"] = refusal }
    return .object(members)
  }

  private static let problem = Schema.object([
    .init("type", .text(max: 200)), .init("title", .text(max: 200)), .init("status", .integer(min: 400, max: 599)),
    .init("detail", .text(max: 2000)), .init("reference", .text(max: 40)),
    .init("errors", .list(.object([.init("pointer", .text(max: 400)), .init("detail", .text(max: 1000))]), max: 1000)),
  ]).document
}
