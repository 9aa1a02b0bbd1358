import Kernel

/// The people of the rows read so far, to find repetitions.
struct SeenPeople {
  private struct Seen {
    var row: Int
    var names: Set<String>
    var homes: [HomeAddress]
  }

  private struct NameAndBirth: Hashable {
    var name: String
    var birth: Day
  }

  private var byNumber: [IDNumber: Seen] = [:]
  private var byName: [NameAndBirth: Int] = [:]

  /// Compares a person with the rows before and remembers her.
  mutating func check(_ person: TakenPerson, row: Int, comparesHomes: Bool) -> (problems: [RowProblem], of: Int?) {
    let name = person.name.map(PersonName.key) ?? ""
    guard !name.isEmpty else { return ([], nil) }
    defer { remember(person, name, row) }
    if let number = person.idNumber {
      guard let seen = byNumber[number] else { return ([], nil) }
      var problems: [RowProblem] = [.duplicateInFile]
      if !seen.names.contains(name) { problems.append(.nameConflict) }
      if comparesHomes, let home = person.home, !seen.homes.isEmpty,
        !seen.homes.contains(where: { $0.isSame(as: home) })
      {
        problems.append(.homeDiffers)
      }
      return (problems, seen.row)
    }
    if let birth = person.birthDate, let earlier = byName[NameAndBirth(name: name, birth: birth)] {
      return ([.possibleDuplicate], earlier)
    }
    return ([], nil)
  }

  private mutating func remember(_ person: TakenPerson, _ name: String, _ row: Int) {
    if let number = person.idNumber {
      var seen = byNumber[number] ?? Seen(row: row, names: [], homes: [])
      seen.names.insert(name)
      if let home = person.home, seen.homes.count < 8 { seen.homes.append(home) }
      byNumber[number] = seen
    }
    if let birth = person.birthDate {
      let key = NameAndBirth(name: name, birth: birth)
      byName[key] = byName[key] ?? row
    }
  }
}

extension HomeAddress {
  /// The same home as far as both say: a compound or unit that one leaves out does not contradict.
  fileprivate func isSame(as other: HomeAddress) -> Bool {
    let agree = { (a: String?, b: String?) in a == nil || b == nil || a == b }
    return building == other.building && room == other.room && agree(unit, other.unit)
      && agree(compound, other.compound)
  }
}
