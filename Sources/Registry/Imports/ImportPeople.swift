import Kernel
import Store

/// Writes a plan's people: new ones whole, known ones where the list tells something new.
struct ImportPeople {
  let writer: PersonWriter

  /// - Returns: the integer key of each of the plan's people, in their order.
  func write(_ people: [ImportPlan.Person]) throws -> [Int64] {
    let newKeys = try writer.insert(people.filter { $0.known == nil }.map(\.draft))
    var next = newKeys.makeIterator()
    let keys = people.map { $0.known?.key ?? next.next() ?? 0 }
    // People of other communities stay as they are: the list's office may not change them.
    try add(people.filter { $0.known?.communityKey == writer.place.communityKey })
    return keys
  }

  private func add(_ people: [ImportPlan.Person]) throws {
    for start in stride(from: 0, to: people.count, by: RowBatch.most) {
      try addSome(Array(people[start..<min(start + RowBatch.most, people.count)]))
    }
  }

  private func addSome(_ people: [ImportPlan.Person]) throws {
    let keys = people.compactMap(\.known?.key)
    let phones = try PersonAdditions.phones(of: keys, in: writer.session)
    let tags = try PersonAdditions.tags(of: keys, in: writer.session)
    var additions: [(key: Int64, draft: PersonDraft)] = []
    for person in people {
      guard let known = person.known else { continue }
      var addition = PersonDraft(id: person.draft.id, name: "")
      addition.tags = person.draft.tags.filter { tags[known.key]?.contains($0) != true }
      addition.phones = try person.draft.phones.filter {
        try phones[known.key]?.contains(writer.secrets.index(.phone, $0.text)) != true
      }
      if known.homeKey == nil { addition.home = person.draft.home }
      if addition.tags.isEmpty, addition.phones.isEmpty, addition.home == nil { continue }
      additions.append((known.key, addition))
    }
    guard !additions.isEmpty else { return }
    try writer.add(additions)
    for (key, draft) in additions {
      if let home = draft.home { try PersonAdditions.moveIn(key, home: home, in: writer.session) }
    }
    try PersonAdditions.touch(additions.map(\.key), occasion: writer.occasion, in: writer.session)
  }
}
