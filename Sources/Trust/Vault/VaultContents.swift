import Crypto
import Foundation
import Kernel
import Store

/// The keys in the clear, as one process holds them between two loads.
struct VaultContents: Sendable {
  struct Room: Sendable {
    var key: Int64
    var seal: (id: Data, key: SymmetricKey)?
    var index: SymmetricKey?
  }
  var rooms: [Compartment: Room] = [:]
  var sealing: [Data: SymmetricKey] = [:]
  /// Names of keys that were destroyed, and whose they were.
  var destroyed: [Data: Compartment] = [:]
  /// Compartments with a key that is neither destroyed nor opened by the folder.
  var unopened: Set<Compartment> = []

  init() {}

  init(_ session: any Session, opener: KeyOpener) throws {
    for (compartment, key) in try VaultStore.compartments(session) { rooms[compartment] = Room(key: key) }
    for row in try VaultStore.keys(session) { add(row, opener: opener) }
  }

  private mutating func add(_ row: WrappedKey, opener: KeyOpener) {
    guard row.wrapped != nil, opener.destroyed[row.id.hex] == nil else {
      destroyed[row.id] = row.compartment
      return
    }
    guard let key = opener.open(row) else {
      unopened.insert(row.compartment)
      return
    }
    switch row.purpose {
    case .seal:
      sealing[row.id] = key
      if !row.retired { rooms[row.compartment]?.seal = (row.id, key) }
    case .index: rooms[row.compartment]?.index = key
    }
  }
}
