import Crypto
import Foundation
import Kernel
import Store
import Synchronization

/// Seals, opens and indexes sensitive values with the keys of their compartments (house decision 4).
///
/// The keys lie in the database, wrapped by a key of the key folder, and in the clear only in the memory of a process
/// that was given both. Safe to use from everywhere at once.
package final class Vault: Sendable {
  let database: Database
  let keys: KeyFolder
  let random: RandomBytes
  private let contents = Mutex(VaultContents())

  private init(database: Database, keys: KeyFolder, random: RandomBytes) {
    self.database = database
    self.keys = keys
    self.random = random
  }

  /// Loads all keys; makes the compartments `registry` and `organisation` the first time. Several processes may do so
  /// at once. After a backup was restored, the keys are wrapped anew by the present folder, and what the folder knows
  /// as destroyed is destroyed in the data too.
  /// - Throws: `VaultError.keyFolderDoesNotFit` if the folder doesn't open a key that should be there.
  package static func open(database: Database, keys: KeyFolder, now: Instant, random: RandomBytes = .system)
    async throws
    -> Vault
  {
    let vault = Vault(database: database, keys: keys, random: random)
    try await vault.finishDestruction(now: now)
    try await vault.create([.registry, .organisation], now: now)
    return vault
  }

  /// The integer key of a compartment, made with its keys if it isn't there yet. A transaction of its own, since a key
  /// must be durable before anything is sealed with it: call it before the write that uses the compartment.
  @discardableResult package func create(_ compartment: Compartment, now: Instant) async throws -> Int64 {
    if let key = try? key(of: compartment) { return key }
    try await create([compartment], now: now)
    return try key(of: compartment)
  }

  private func create(_ compartments: [Compartment], now: Instant) async throws {
    let (keys, random) = (keys, random)
    hold(
      try await database.write { session in
        try session.lock(VaultStore.lock)
        let opener = try KeyOpener(keys)
        for compartment in compartments {
          try VaultStore.create(compartment, opener: opener, random: random, now: now, session)
        }
        return try VaultContents(session, opener: opener)
      })
  }

  /// Loads the keys again: what other nodes created is there afterwards, what they destroyed is gone.
  package func reload() async throws {
    let keys = keys
    hold(try await database.read { session in try VaultContents(session, opener: KeyOpener(keys)) })
  }

  /// Loads again and again until the task is cancelled: so long at most a node keeps what another destroyed.
  package func follow(every interval: Duration = .seconds(5)) async {
    while (try? await Task.sleep(for: interval)) != nil { try? await reload() }
  }

  func hold(_ loaded: VaultContents) { contents.withLock { $0 = loaded } }
  func look<T: Sendable>(_ body: (borrowing VaultContents) throws -> T) rethrows -> T {
    try contents.withLock { try body($0) }
  }

  /// The integer key of a compartment.
  /// - Throws: `VaultError.unknownCompartment`.
  package func key(of compartment: Compartment) throws -> Int64 { try room(compartment).key }

  /// All compartments that this process knows, by name.
  package var compartments: [Compartment] { look { $0.rooms.keys.sorted() } }

  func room(_ compartment: Compartment) throws -> VaultContents.Room {
    guard let room = look({ $0.rooms[compartment] }) else { throw VaultError.unknownCompartment(compartment.name) }
    return room
  }

  func sealingKey(_ id: Data) throws -> SymmetricKey {
    let (key, owner) = look { ($0.sealing[id], $0.destroyed[id]) }
    if let key { return key }
    throw owner.map { VaultError.keyDestroyed(compartment: $0.name) } ?? .unknownKey
  }
}

extension Vault: CustomStringConvertible, CustomReflectable {
  package var description: String { "Vault" }
  /// Nothing: a dump of the program's state must not print keys.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
