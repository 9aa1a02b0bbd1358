/// Why an event can't be written or read. Holds no values of the event.
package enum JournalError: Error, Sendable, Hashable {
  /// The event's compartment isn't there; `Vault.create` makes it.
  case unknownCompartment(String)
  /// A sensitive value came without the vault that seals it.
  case notSealed
  /// An integer beyond ±(2⁵³−1).
  case integerTooLarge
  /// A member name that begins with `$`.
  case reservedName
  /// The stored bytes aren't an event of a format that this program knows.
  case notCanonical
}
