import Kernel

/// The body of `createPerson`, as it was sent.
package struct NewPerson: Sendable, Hashable {
  package var id: EntityID?
  package var name: String
  package var idNumber: String?
  /// `male`, `female`, `unknown`, `notStated`.
  package var sex: String?
  /// ISO date.
  package var birthDate: String?
  package var phones: [String] = []
  /// A place code of 12 digits.
  package var community: String
  /// `7-3-502`, or any legible spelling.
  package var home: String?
  package var aliases: [String] = []

  package init(name: String, community: String) {
    self.name = name
    self.community = community
  }
}

/// A new person's body, read: what can be decided without the registry.
struct NewPersonReading {
  var name = ""
  var idNumber: IDNumber?
  var sex: Sex = .unknown
  var birthDate: Day?
  var phones: [PhoneNumber] = []
  var community: PlaceCode?
  var home: HomeAddress?
  var aliases: [String] = []
  var failures: [FieldFailure] = []

  /// Longest name that the schema takes, and longest alias that a list of hits can show.
  static let longestName = 100
  static let longestAlias = 20

  init(_ body: NewPerson, today: Day) {
    readName(body.name)
    readNumber(body.idNumber, today: today)
    readSex(body.sex)
    readBirthDate(body.birthDate, today: today)
    readPhones(body.phones)
    readPlaces(community: body.community, home: body.home)
    readAliases(body.aliases)
  }

  private mutating func fail(_ pointer: String, _ key: String, _ values: [String: String] = [:]) {
    failures.append(FieldFailure(pointer, Phrase(key, values)))
  }

  private mutating func readName(_ text: String) {
    guard let reading = PersonName.read(text) else { return fail("/name", "person.name.missing") }
    if reading.formula { return fail("/name", "person.name.formula") }
    if reading.name.unicodeScalars.count > Self.longestName { return fail("/name", "person.name.tooLong") }
    name = reading.name
  }

  private mutating func readNumber(_ text: String?, today: Day) {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return }
    let reading = IDNumber.read(text, today: today)
    if reading.document != nil { return fail("/idNumber", "person.number.otherPaper") }
    guard let number = reading.number else {
      return fail("/idNumber", "person.number.\((reading.problem ?? .characters).rawValue)")
    }
    idNumber = number
    (sex, birthDate) = (number.sex, number.birthDate)
  }

  /// A sound number says the sex; a field that says otherwise is a slip that the worker mends before anything is written.
  private mutating func readSex(_ text: String?) {
    guard let text, !text.isEmpty else { return }
    guard let said = text == "notStated" ? .notStated : Sex.read(text) else {
      return fail("/sex", "person.sex.unknown")
    }
    if idNumber == nil {
      sex = said
    } else if said != sex, said == .male || said == .female {
      fail("/sex", "person.sex.differs")
    }
  }

  private mutating func readBirthDate(_ text: String?, today: Day) {
    guard let text, !text.isEmpty else { return }
    guard let said = Day(text) else { return fail("/birthDate", "person.birthDate.unreadable") }
    if said > today { return fail("/birthDate", "person.birthDate.future") }
    if idNumber == nil { birthDate = said } else if said != birthDate { fail("/birthDate", "person.birthDate.differs") }
  }

  private mutating func readPhones(_ texts: [String]) {
    for (index, text) in texts.enumerated() {
      let reading = PhoneNumber.readAll(text)
      guard !reading.malformed, !reading.phones.isEmpty else {
        fail("/phones/\(index)", "person.dial.malformed")
        continue
      }
      for phone in reading.phones where !phones.contains(phone) { phones.append(phone) }
    }
  }

  private mutating func readPlaces(community: String, home: String?) {
    if let code = PlaceCode(community), code.level == .community {
      self.community = code
    } else {
      fail("/community", "person.community.malformed")
    }
    guard let home, home.contains(where: { !$0.isWhitespace }) else { return }
    self.home = HomeAddress.read(home)
    if self.home == nil { fail("/home", "person.address.unreadable") }
  }

  private mutating func readAliases(_ texts: [String]) {
    for (index, text) in texts.enumerated() {
      switch Alias.read(text) {
      case .success(let alias): if alias != name, !aliases.contains(alias) { aliases.append(alias) }
      case .failure(let problem): fail("/aliases/\(index)", problem.rawValue)
      }
    }
  }
}

/// What people call her.
enum Alias {
  enum Problem: String, Error {
    case missing = "person.alias.missing"
    case tooLong = "person.alias.tooLong"
  }

  static func read(_ text: String) -> Result<String, Problem> {
    guard let reading = PersonName.read(text), !reading.formula else { return .failure(.missing) }
    return reading.name.count > NewPersonReading.longestAlias ? .failure(.tooLong) : .success(reading.name)
  }
}
