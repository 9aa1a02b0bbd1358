import Crypto
import Foundation
import Kernel
import Store

/// Epochs, and the end of keys.
extension Vault {
  /// Destroys a compartment's keys. When it returns, nothing that was sealed in the compartment can be opened again,
  /// from no backup of the data: the survivors were wrapped anew under the next epoch's key and the old one was erased.
  /// Keep no copies of the key folder older than the last destruction.
  ///
  /// - Parameter record: runs in the same transaction, for the journal.
  package func destroy(
    _ compartment: Compartment, now: Instant, record: @escaping @Sendable (any Session) throws -> Void = { _ in }
  ) async throws {
    _ = try room(compartment)
    try await advance(destroying: compartment, now: now, record: record)
  }

  /// Begins the next epoch: every key is wrapped anew and the old epoch's key is erased.
  package func advanceEpoch(now: Instant) async throws {
    try await advance(destroying: nil, now: now) { _ in }
  }

  private func advance(
    destroying compartment: Compartment?, now: Instant, record: @escaping @Sendable (any Session) throws -> Void
  ) async throws {
    let (keys, random) = (keys, random)
    let (loaded, epoch, destroyed) = try await database.write { session in
      try session.lock(VaultStore.lock)
      // Made while the lock is held, so that it is newer than any epoch in which the destroyed key was ever wrapped. If
      // the transaction fails, a key that wraps nothing stays behind; the next destruction erases it.
      let epoch = try keys.makeEpoch(random: random)
      let rewrapping = try Rewrapping(keys: keys, epoch: epoch, random: random, now: now)
      try keys.write(try rewrapping.run(destroying: compartment, session))
      try record(session)
      return (
        try VaultContents(session, opener: KeyOpener(keys)), epoch, try Rewrapping.destroyed(VaultStore.keys(session))
      )
    }
    hold(loaded)
    try keys.remember(destroyed: destroyed, random: random)
    try keys.eraseEpochs(before: epoch)
  }

  /// Ends what a crash interrupted, and fits restored data to the present folder.
  func finishDestruction(now: Instant) async throws {
    let (keys, random) = (keys, random)
    let (oldest, destroyed) = try await database.write { session in
      try session.lock(VaultStore.lock)
      let healing = try Rewrapping(keys: keys, epoch: 0, random: random, now: now)
      return (try healing.heal(session), try Rewrapping.destroyed(VaultStore.keys(session)))
    }
    try keys.remember(destroyed: destroyed, random: random)
    if let oldest { try keys.eraseEpochs(before: oldest) }
  }
}
