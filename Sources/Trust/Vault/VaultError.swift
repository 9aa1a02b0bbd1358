/// Why something can't be sealed or opened. Never holds the text, the key or the sealed bytes.
package enum VaultError: Error, Sendable, Hashable {
  /// Nobody made this compartment yet.
  case unknownCompartment(String)
  /// The compartment's key was destroyed; what it sealed can never be read again.
  case keyDestroyed(compartment: String)
  /// The value names a key that this database doesn't have.
  case unknownKey
  /// The key folder doesn't open this database's keys: it is another installation's folder, or an old one.
  case keyFolderDoesNotFit(compartments: [String])
  /// The bytes aren't a sealed value of a version that this program knows.
  case malformed
  /// The value was altered, or was sealed for another table, row or column.
  case notAuthentic
}

extension VaultError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownCompartment(let name): "There is no compartment “\(name)”."
    case .keyDestroyed(let name): "The key of compartment “\(name)” was destroyed; what it sealed can't be read again."
    case .unknownKey: "A sealed value names a key that this database doesn't have."
    case .keyFolderDoesNotFit(let names):
      "The key folder doesn't open this database (compartments \(names.joined(separator: ", "))). "
        + "Give the present key folder of the installation that the data come from."
    case .malformed: "A sealed value has a form that this program doesn't know."
    case .notAuthentic: "A sealed value was altered or belongs to another place."
    }
  }
}
