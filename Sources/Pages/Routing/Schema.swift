import Kernel

/// The shape of a value: the same declaration refuses a request, describes it in the OpenAPI document and makes its form.
package indirect enum Schema: Sendable, Hashable {
  /// Text of `min` to `max` Unicode scalars.
  case text(min: Int = 0, max: Int, pattern: String? = nil)
  /// A UUID of version 7 in its hyphenated form.
  case id
  /// An ISO date.
  case day
  /// RFC 3339 with offset.
  case time
  case integer(min: Int64, max: Int64)
  case boolean
  case choice([String])
  case list(Schema, max: Int)
  case object([Property])
  case nullable(Schema)
  /// Whatever JSON: only in answers.
  case any

  package struct Property: Sendable, Hashable {
    package let name: String
    package let schema: Schema
    package let required: Bool
    package let about: String

    package init(_ name: String, _ schema: Schema, required: Bool = true, _ about: String = "") {
      self.name = name
      self.schema = schema
      self.required = required
      self.about = about
    }
    package static func optional(_ name: String, _ schema: Schema, _ about: String = "") -> Property {
      Property(name, schema, required: false, about)
    }
  }

  /// The pattern of place codes (GB/T 2260 and below): 2, 4, 6, 9, 12 or 15 digits.
  package static let placeCode = Schema.text(
    min: 2, max: 15, pattern: "^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15})$")
}

extension Schema {
  /// JSON Schema 2020-12, as OpenAPI 3.1 has it.
  package var document: JSON {
    switch self {
    case .text(let min, let max, let pattern):
      var members: [String: JSON] = ["type": "string", "maxLength": .integer(Int64(max))]
      if min > 0 { members["minLength"] = .integer(Int64(min)) }
      if let pattern { members["pattern"] = .string(pattern) }
      return .object(members)
    case .id: return ["type": "string", "format": "uuid", "pattern": .string(Self.idPattern)]
    case .day: return ["type": "string", "format": "date"]
    case .time: return ["type": "string", "format": "date-time"]
    case .integer(let min, let max): return ["type": "integer", "minimum": .integer(min), "maximum": .integer(max)]
    case .boolean: return ["type": "boolean"]
    case .choice(let words): return ["type": "string", "enum": .array(words.map { .string($0) })]
    case .list(let item, let max):
      return ["type": "array", "items": item.document, "maxItems": .integer(Int64(max))]
    case .object(let properties): return Self.document(of: properties)
    case .nullable(let inner): return ["anyOf": [inner.document, ["type": "null"]]]
    case .any: return [:]
    }
  }

  private static let idPattern =
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"

  private static func document(of properties: [Property]) -> JSON {
    var members: [String: JSON] = [:]
    for property in properties {
      var document = property.schema.document
      if !property.about.isEmpty, case .object(var inner) = document {
        inner["description"] = .string(property.about)
        document = .object(inner)
      }
      members[property.name] = document
    }
    return [
      "type": "object", "properties": .object(members), "additionalProperties": false,
      "required": .array(properties.filter(\.required).map { .string($0.name) }),
    ]
  }

  /// What is wrong with a value, each with the pointer to it.
  package func failures(in value: JSON, at pointer: String) -> [FieldFailure] {
    switch (self, value) {
    case (.any, _), (.boolean, .bool), (.nullable, .null): return []
    case (.nullable(let inner), _): return inner.failures(in: value, at: pointer)
    case (.text(let min, let max, let pattern), .string(let text)):
      return textFailure(text, min, max, pattern).map { [FieldFailure(pointer, $0)] } ?? []
    case (.id, .string(let text)): return EntityID(text) == nil ? [FieldFailure(pointer, "field.id")] : []
    case (.day, .string(let text)): return Day(text) == nil ? [FieldFailure(pointer, "field.day")] : []
    case (.time, .string(let text)): return Instant(rfc3339: text) == nil ? [FieldFailure(pointer, "field.time")] : []
    case (.integer(let min, let max), .integer(let number)):
      let limits = ["min": "\(min)", "max": "\(max)"]
      return number < min || number > max ? [FieldFailure(pointer, Phrase("field.range", limits))] : []
    case (.choice(let words), .string(let text)):
      let known = ["words": words.joined(separator: ", ")]
      return words.contains(text) ? [] : [FieldFailure(pointer, Phrase("field.choice", known))]
    case (.list(let item, let max), .array(let items)):
      if items.count > max { return [FieldFailure(pointer, Phrase("field.many", ["max": "\(max)"]))] }
      return items.enumerated().flatMap { item.failures(in: $1, at: "\(pointer)/\($0)") }
    case (.object(let properties), .object(let members)):
      return objectFailures(properties, members, at: pointer)
    default: return [FieldFailure(pointer, "field.kind")]
    }
  }

  private func textFailure(_ text: String, _ min: Int, _ max: Int, _ pattern: String?) -> Phrase? {
    let length = text.unicodeScalars.count
    if length < min { return min == 1 ? "field.empty" : Phrase("field.short", ["min": "\(min)"]) }
    if length > max { return Phrase("field.long", ["max": "\(max)"]) }
    if text.unicodeScalars.contains(where: { $0.value == 0 }) { return "field.kind" }
    guard let pattern, let expression = try? Regex(pattern) else { return nil }
    return text.wholeMatch(of: expression) == nil ? "field.pattern" : nil
  }

  /// Unknown members that an answer names.
  static let mostUnknown = 20

  /// A name as a JSON pointer's token (RFC 6901, 3), cut so that nobody's answer grows with what was sent.
  static func token(_ name: String) -> String {
    String(name.prefix(60)).replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private func objectFailures(_ properties: [Property], _ members: [String: JSON], at pointer: String)
    -> [FieldFailure]
  {
    let known = Set(properties.map(\.name))
    let unknown = members.keys.filter { !known.contains($0) }.sorted().prefix(Self.mostUnknown)
      .map { FieldFailure("\(pointer)/\(Self.token($0))", "field.unknown") }
    return unknown
      + properties.flatMap { property -> [FieldFailure] in
        let here = "\(pointer)/\(property.name)"
        guard let value = members[property.name] else {
          return property.required ? [FieldFailure(here, "field.missing")] : []
        }
        return property.schema.failures(in: value, at: here)
      }
  }
}
