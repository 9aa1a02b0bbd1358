import Foundation

/// Walks the events found and the leaves stored side by side and names how they differ.
struct LeafAlignment {
  enum Step {
    case same(FoundLeaf, StoredLeaf)
    /// Something else stands where the tree has this leaf.
    case other(FoundLeaf, StoredLeaf)
    case swapped(FoundLeaf, FoundLeaf, StoredLeaf, StoredLeaf)
    case removed(StoredLeaf)
    case inserted(FoundLeaf)
    case cut(StoredLeaf)
  }
  let found: PageReader<FoundLeaf>
  let stored: PageReader<StoredLeaf>
  /// So many rows removed or inserted in one place are told from altered ones.
  private static let window = 64

  func next() throws -> Step? {
    switch (try found.peek(), try stored.peek()) {
    case (nil, nil): return nil
    case (nil, let leaf?):
      stored.skip()
      return .cut(leaf)
    case (let event?, nil):
      found.skip()
      return .inserted(event)
    case (let event?, let leaf?):
      if event.hash == leaf.hash { return take(.same(event, leaf), found: 1, stored: 1) }
      return try different(event, leaf)
    }
  }

  private func different(_ event: FoundLeaf, _ leaf: StoredLeaf) throws -> Step {
    let (nextEvent, nextLeaf) = (try found.peek(1), try stored.peek(1))
    if let nextEvent, let nextLeaf, nextEvent.hash == leaf.hash, nextLeaf.hash == event.hash {
      return take(.swapped(event, nextEvent, leaf, nextLeaf), found: 2, stored: 2)
    }
    if nextEvent?.hash == nextLeaf?.hash { return take(.other(event, leaf), found: 1, stored: 1) }
    for ahead in 1...Self.window {
      if let hash = event.hash, try stored.peek(ahead)?.hash == hash {
        return take(.removed(leaf), found: 0, stored: 1)
      }
      if let hash = leaf.hash, try found.peek(ahead)?.hash == hash {
        return take(.inserted(event), found: 1, stored: 0)
      }
    }
    return take(.other(event, leaf), found: 1, stored: 1)
  }

  private func take(_ step: Step, found events: Int, stored leaves: Int) -> Step {
    found.skip(events)
    stored.skip(leaves)
    return step
  }
}
