import Foundation
import Kernel

/// Reads `application/x-www-form-urlencoded` (WHATWG URL, 5.1) and queries, which have the same form.
enum FormFields {
  /// Name and values in order. - Throws: `badRequest` for bytes that are no UTF-8.
  static func parse(_ text: some StringProtocol) throws -> [(name: String, value: String)] {
    try text.split(separator: "&", omittingEmptySubsequences: true).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (try decode(parts[0]), parts.count == 2 ? try decode(parts[1]) : "")
    }
  }

  private static func decode(_ text: some StringProtocol) throws -> String {
    guard let decoded = String(text).replacing("+", with: " ").removingPercentEncoding else {
      throw Failure(.badRequest, "problem.encoding")
    }
    return decoded
  }

  /// The fields as the schema's types. Empty optional fields count as left out, as a browser sends them.
  /// - Throws: `invalid` for unknown fields, and values of another kind. A query's pointers begin with `?`.
  static func input(_ pairs: [(name: String, value: String)], _ properties: [Schema.Property], query: Bool) throws
    -> Input
  {
    var members: [String: JSON] = [:]
    var failures: [FieldFailure] = []
    let pointer = query ? "?" : "/"
    for (name, value) in pairs {
      guard let property = properties.first(where: { $0.name == name }) else {
        if failures.count < Schema.mostUnknown {
          failures.append(FieldFailure(pointer + Schema.token(name), "field.unknown"))
        }
        continue
      }
      if value.isEmpty && !query && !property.required { continue }
      if case .list(let item, _) = property.schema {
        let earlier = members[name]?.items ?? []
        members[name] = .array(earlier + [typed(value, item)])
      } else if members[name] != nil {
        failures.append(FieldFailure(pointer + name, "field.twice"))
      } else {
        members[name] = typed(value, property.schema)
      }
    }
    for property in properties {
      guard let value = members[property.name] else {
        if property.required { failures.append(FieldFailure(pointer + property.name, "field.missing")) }
        continue
      }
      failures += property.schema.failures(in: value, at: pointer + property.name)
    }
    guard failures.isEmpty else { throw Failure(.invalid, "problem.invalid", fields: failures) }
    return Input(members)
  }

  private static func typed(_ value: String, _ schema: Schema) -> JSON {
    switch schema {
    case .integer: Int64(value).map { .integer($0) } ?? .string(value)
    case .boolean: value == "true" || value == "on" ? true : value == "false" ? false : .string(value)
    default: .string(value)
    }
  }
}
