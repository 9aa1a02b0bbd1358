import Kernel

/// What the reader of a dispatch list asks the registry of the community that it is for.
package protocol RegistryLookup: Sendable {
  /// The names under which the registry knows this number, aliases included; empty if it doesn't know it.
  func names(of number: IDNumber) throws -> [String]

  /// The registry's home that a list means. A unit that the list leaves out is the registry's if one home fits.
  func home(meant by: HomeAddress) throws -> HomeMatch
}

/// What the registry makes of a home.
package enum HomeMatch: Sendable, Hashable {
  /// Exactly this one.
  case known(HomeAddress)
  /// Several fit.
  case ambiguous
  /// Another estate, or a number that does not exist.
  case unknown
}
