import Crypto
import Foundation
import Kernel

/// An event as bytes: the format version 1, then canonical JSON. Fields that are nil are left out; times are
/// milliseconds; `keys` names the vault keys that sealed parts of the change.
extension Event {
  private static let version: UInt8 = 1

  /// - Throws: `JournalError` if the change holds what can't be written.
  package func canonical() throws -> Data {
    var writer = CanonicalWriter()
    try writer.write(.object(members))
    return [Self.version] + Data(writer.bytes)
  }

  /// The hash of the event as a leaf of the Merkle tree (RFC 6962, 2.1).
  package static func digest(ofCanonical bytes: Data) -> Data { Merkle.leaf(bytes) }

  private var members: [String: JSONValue] {
    let optional: [String: JSONValue] = [
      "placeKey": JSONValue(placeKey), "place": JSONValue(placeCode), "purpose": JSONValue(purpose),
      "device": JSONValue(device), "deviceSequence": JSONValue(deviceSequence),
    ]
    var members = optional.filter { $0.value != .null }
    members["id"] = JSONValue(id)
    members["compartment"] = .text(compartment.name)
    members["action"] = .text(action)
    members["subject"] = ["kind": .text(subject.kind), "id": JSONValue(subject.id)]
    members["actor"] = .object(actor.members)
    members["happenedAt"] = JSONValue(happenedAt)
    members["recordedAt"] = JSONValue(recordedAt)
    members["request"] = JSONValue(requestID)
    if !change.isEmpty { members["change"] = .object(change) }
    let keys = Set(change.values.flatMap(\.sealedParts).compactMap { SealedValue.keyName(of: $0) }).sorted()
    if !keys.isEmpty { members["keys"] = .array(keys.map { .text($0) }) }
    return members
  }

  /// Reads the bytes that `canonical()` gave; sealed parts stay sealed.
  package init(canonical bytes: Data) throws {
    guard bytes.first == Self.version, let members = try CanonicalReader.read(bytes.dropFirst()).object,
      let compartment = members["compartment"]?.text.flatMap({ Compartment(named: $0) }),
      let id = members["id"]?.id, let action = members["action"]?.text, let request = members["request"]?.id,
      let kind = members["subject"]?.object?["kind"]?.text, let subject = members["subject"]?.object?["id"]?.id,
      let happened = members["happenedAt"]?.integer, let recorded = members["recordedAt"]?.integer
    else { throw JournalError.notCanonical }
    self.init(
      id: id, compartment: compartment, action: action, subject: Subject(kind: kind, id: subject),
      actor: EventActor(members["actor"]?.object ?? [:]), placeKey: members["placeKey"]?.integer,
      placeCode: members["place"]?.text, happenedAt: Instant(milliseconds: happened),
      recordedAt: Instant(milliseconds: recorded), purpose: members["purpose"]?.text, requestID: request,
      device: members["device"]?.text, deviceSequence: members["deviceSequence"]?.integer,
      change: members["change"]?.object ?? [:])
  }
}

extension EventActor {
  fileprivate var members: [String: JSONValue] {
    let all: [String: JSONValue] = [
      "accountKey": JSONValue(accountKey), "account": JSONValue(accountID), "assignment": JSONValue(assignmentID),
      "unit": JSONValue(unitID), "role": JSONValue(role),
    ]
    return all.filter { $0.value != .null }
  }

  fileprivate init(_ members: [String: JSONValue]) {
    self.init(
      accountKey: members["accountKey"]?.integer, accountID: members["account"]?.id,
      assignmentID: members["assignment"]?.id, unitID: members["unit"]?.id, role: members["role"]?.text)
  }
}

extension JSONValue {
  fileprivate var id: EntityID? { text.flatMap { EntityID($0) } }

  fileprivate var sealedParts: [Data] {
    switch self {
    case .sealedBytes(let data): [data]
    case .array(let elements): elements.flatMap(\.sealedParts)
    case .object(let members): members.values.flatMap(\.sealedParts)
    default: []
    }
  }
}
