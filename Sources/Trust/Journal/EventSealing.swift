import Foundation

/// The sensitive parts of an event's change, sealed in the event's compartment with the event's id as row and the path
/// to the part (`change/phones/0`) as column.
extension Event {
  /// - Throws: `JournalError.notSealed` if there is something to seal and no vault.
  func sealed(by vault: Vault?) throws -> Event {
    guard change.values.contains(where: \.hasPlainSecret) else { return self }
    guard let vault else { throw JournalError.notSealed }
    return try mapped { value, place in
      guard case .sealed(let text) = value else { return value }
      return .sealedBytes(try vault.seal(text, in: compartment, at: place))
    }
  }

  /// The event with its sealed parts as plain texts. Journal the disclosure first.
  /// - Throws: `VaultError`, such as `keyDestroyed`.
  package func opened(by vault: Vault) throws -> Event {
    try mapped { value, place in
      guard case .sealedBytes(let data) = value else { return value }
      return .text(try vault.unseal(data, at: place))
    }
  }

  private func mapped(_ body: (JSONValue, SealedPlace) throws -> JSONValue) rethrows -> Event {
    func map(_ value: JSONValue, _ path: String) throws -> JSONValue {
      switch value {
      case .array(let elements):
        .array(try elements.enumerated().map { try map($0.element, "\(path)/\($0.offset)") })
      case .object(let members):
        .object(Dictionary(uniqueKeysWithValues: try members.map { ($0.key, try map($0.value, "\(path)/\($0.key)")) }))
      default: try body(value, SealedPlace(table: "event", row: id, column: path))
      }
    }
    return with(
      change: Dictionary(uniqueKeysWithValues: try change.map { ($0.key, try map($0.value, "change/\($0.key)")) }))
  }
}

extension JSONValue {
  fileprivate var hasPlainSecret: Bool {
    switch self {
    case .sealed: true
    case .array(let elements): elements.contains(where: \.hasPlainSecret)
    case .object(let members): members.values.contains(where: \.hasPlainSecret)
    default: false
    }
  }
}
