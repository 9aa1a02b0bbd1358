import Kernel
import Lists

/// Decides for every row whose it is: pure, row after row.
///
/// A sound ID number is the person's, whoever else has her name. Without one, the same name at the same home is the same
/// person, unless the birth dates differ. Anybody else is new. What contradicts the registry is remarked, not written.
struct ImportPlan {
  struct Person {
    let known: KnownPeople.Match?
    /// All that the list tells of her; for somebody known, what is to be added.
    var draft: PersonDraft
    var membership: Membership?
  }
  struct Membership: Hashable {
    let homeKey: Int64
    let number: String
    let relation: String
  }
  struct TakenRow {
    var row: ListRow
    /// Codes of the report's problems and those that the registry added.
    var problems: [String]
    var outcome: RowOutcome
    var person: Int?
    var matchedBy: String?
  }

  private(set) var people: [Person] = []
  private(set) var rows: [TakenRow] = []
  /// All five, those with no row too.
  var counts: [RowOutcome: Int] {
    let none = Dictionary(uniqueKeysWithValues: RowOutcome.allCases.map { ($0, 0) })
    return rows.reduce(into: none) { $0[$1.outcome, default: 0] += 1 }
  }

  private let known: KnownPeople
  private let homes: [ImportHomes.Address: Home]
  private let communityKey: Int64
  private let newID: @Sendable () -> EntityID
  private var byNumber: [IDNumber: Int] = [:]
  private var byKey: [Int64: Int] = [:]
  private var byHome: [KnownPeople.NameAtHome: [Int]] = [:]
  private var households = HouseholdNumbers()

  init(
    known: KnownPeople, homes: [ImportHomes.Address: Home], communityKey: Int64,
    newID: @escaping @Sendable () -> EntityID
  ) {
    (self.known, self.homes, self.communityKey, self.newID) = (known, homes, communityKey, newID)
  }

  mutating func take(_ row: ListRow) {
    var taken = TakenRow(row: row, problems: row.problems.map(\.rawValue), outcome: row.outcome)
    defer { rows.append(taken) }
    guard [.accept, .fix, .review].contains(row.outcome), let told = row.person, let name = told.name else { return }
    let home = told.livedIn.flatMap { homes[ImportHomes.Address($0)] }
    let membership = home.map { home in
      Membership(
        homeKey: home.key, number: households.number(of: told, homeKey: home.key),
        relation: told.isHead ? HouseholdMember.head : HouseholdMember.relation(from: told.relationToHead))
    }
    let (index, by) = find(told, name: name, home: home) ?? (add(nil, told, name: name, home: home), "new")
    (taken.person, taken.matchedBy) = (index, by)
    fill(index, told, membership: membership)
    remark(&taken, told, name: name, home: home, person: people[index])
  }

  private mutating func find(_ told: TakenPerson, name: String, home: Home?) -> (Int, String)? {
    if let number = told.idNumber {
      if let index = byNumber[number] { return (index, "idNumber") }
      return known.byNumber[number].map { (slot($0, told, name: name, home: home), "idNumber") }
    }
    guard let home else { return nil }
    let place = KnownPeople.NameAtHome(name, home.key)
    let agrees = { (birth: Day?) in birth == nil || told.birthDate == nil || birth == told.birthDate }
    if let index = byHome[place]?.first(where: { agrees(people[$0].draft.birthDate) }) { return (index, "nameAndHome") }
    guard let match = known.byHome[place]?.first(where: { agrees($0.birthDate) }) else { return nil }
    return (slot(match, told, name: name, home: home), "nameAndHome")
  }

  private mutating func slot(_ match: KnownPeople.Match, _ told: TakenPerson, name: String, home: Home?) -> Int {
    byKey[match.key] ?? add(match, told, name: name, home: home)
  }

  private mutating func add(_ match: KnownPeople.Match?, _ told: TakenPerson, name: String, home: Home?) -> Int {
    var draft = PersonDraft(id: newID(), name: match?.name ?? name)
    draft.idNumber = told.idNumber
    draft.sex = told.idNumber?.sex ?? told.sex ?? .unknown
    draft.birthDate = match?.birthDate ?? told.idNumber?.birthDate ?? told.birthDate
    draft.home = home
    if told.idNumber == nil {
      draft.document =
        told.otherDocument.map { .init(kind: .otherPaper, text: $0) }
        ?? told.keptIDText.map { .init(kind: .doubtful, text: $0) }
    }
    people.append(Person(known: match, draft: draft))
    let index = people.count - 1
    if let number = told.idNumber { byNumber[number] = index }
    if let match { byKey[match.key] = index }
    if let home { byHome[KnownPeople.NameAtHome(name, home.key), default: []].append(index) }
    return index
  }

  /// What a later row of the same person adds. Her household is that of her first row.
  private mutating func fill(_ index: Int, _ told: TakenPerson, membership: Membership?) {
    for phone in told.phones where !people[index].draft.phones.contains(phone) {
      people[index].draft.phones.append(phone)
    }
    for tag in told.tags where !people[index].draft.tags.contains(tag) { people[index].draft.tags.append(tag) }
    let isOurs = people[index].known.map { $0.communityKey == communityKey } ?? true
    if isOurs, people[index].membership == nil, membership?.homeKey == people[index].draft.home?.key {
      people[index].membership = membership
    }
  }

  /// Contradictions to the registry, for a person to look at.
  private func remark(_ taken: inout TakenRow, _ told: TakenPerson, name: String, home: Home?, person: Person) {
    guard let match = person.known else { return }
    var found: [String] = []
    if match.communityKey != communityKey { found.append("registered_elsewhere") }
    if PersonName.key(match.name) != PersonName.key(name) { found.append("registry_name_differs") }
    if match.communityKey == communityKey, let home, let lives = match.homeKey, home.key != lives {
      found.append("home_differs")
    }
    for problem in found where !taken.problems.contains(problem) { taken.problems.append(problem) }
    if !found.isEmpty { taken.outcome = .review }
  }
}

/// Gives the households of a home numbers: the list's own, or, where a second head stands in a home, 2 and so on.
struct HouseholdNumbers {
  private var heads: [Int64: Int] = [:]

  mutating func number(of told: TakenPerson, homeKey: Int64) -> String {
    if let number = told.householdNumber { return number }
    let isHead = told.isHead || HouseholdMember.relation(from: told.relationToHead) == HouseholdMember.head
    if isHead { heads[homeKey, default: 0] += 1 }
    let ordinal = heads[homeKey] ?? 1
    return ordinal <= 1 ? "" : String(ordinal)
  }
}
