import Kernel

/// Reads one person out of a row: values, problems, and whether a character had to be mended.
struct PersonReader {
  private let view: RowView
  private let today: Day
  private let dates1904: Bool

  private(set) var person = TakenPerson()
  private(set) var problems: [RowProblem] = []
  private(set) var isMended = false
  private var bracket: String?

  init(_ view: RowView, home: HomeAddress?, today: Day, dates1904: Bool) {
    (self.view, self.today, self.dates1904) = (view, today, dates1904)
    person.home = home
    readName()
    readNumber()
    readSex()
    readBirth()
    readPhones()
    readRest()
    if home == nil, view.layout.hasHome { problems.append(.addressUnmatched) }
    noteDeparture()
    noteMarks()
  }

  private mutating func readName() {
    guard let reading = PersonName.read(view.cell(.name).text), view.cell(.name).kind != .error else {
      problems.append(.missingName)
      return
    }
    person.name = reading.name
    bracket = reading.bracket
    if reading.mended { isMended = true }
    if reading.formula { problems.append(.nameDoubtful) }
  }

  private mutating func readNumber() {
    let cell = view.cell(.idNumber)
    let paper = view.cell(.idType).text
    let reading = IDNumber.read(
      cell.text, numberCell: cell.kind == .number, paper: paper.isEmpty ? nil : paper, today: today)
    person.idNumber = reading.number
    person.otherDocument = reading.document
    if reading.number == nil { person.keptIDText = reading.text }
    if let problem = RowProblem(reading.problem) { problems.append(problem) }
    if reading.document != nil { problems.append(.otherDocument) }
    if reading.upgraded { problems.append(.idUpgraded15) }
    if reading.mended, reading.number != nil { isMended = true }
  }

  private mutating func readSex() {
    let told = Sex.read(view.cell(.sex).text)
    let plain = told == .male || told == .female ? told : nil
    person.sex = person.idNumber?.sex ?? plain
    if let number = person.idNumber, let plain, plain != number.sex { problems.append(.sexMismatch) }
  }

  private mutating func readBirth() {
    let sound = person.idNumber?.birthDate
    switch birthReading(sound) {
    case .empty: person.birthDate = sound
    case .unreadable:
      person.birthDate = sound
      problems.append(.dateUnreadable)
    case .day(let day):
      person.birthDate = sound ?? day
      if let sound, sound != day { problems.append(.birthMismatch) }
    case .month(let year, let month):
      person.birthDate = sound
      if let sound, sound.year != year || sound.month != month { problems.append(.birthMismatch) }
    }
  }

  private func birthReading(_ sound: Day?) -> DateReading {
    let parts = [ListField.birthYear, .birthMonth, .birthDay].map { view.cell($0) }
    let cell = view.cell(.birthDate)
    if cell.isBlank, parts.allSatisfy({ RowView.says($0) }) {
      let digits = parts.map { $0.text.filter(\.isNumber) }
      return DateReading.read(digits.joined(separator: "-"), century: sound, today: today)
    }
    return DateReading.read(
      cell.text, century: sound, today: today, system1904: dates1904 && cell.kind == .number)
  }

  private mutating func readPhones() {
    var isMalformed = false
    for cell in view.cells(.phone) {
      let reading = PhoneNumber.readAll(cell.text)
      for phone in reading.phones where !person.phones.contains(phone) { person.phones.append(phone) }
      if reading.malformed { isMalformed = true }
      if reading.mended { isMended = true }
    }
    if isMalformed { problems.append(.phoneFormat) }
  }

  private mutating func readRest() {
    for cell in view.cells(.tags) where RowView.says(cell) {
      for word in cell.text.split(whereSeparator: { "、,，;；|".contains($0) || $0.isWhitespace }) {
        let text = HeadingText(String(word)).full
        if !text.isEmpty, PersonName.read(text) != nil, !person.tags.contains(text) { person.tags.append(text) }
      }
    }
    let relation = HeadingText(view.cell(.relation).text).full
    person.relationToHead = relation.isEmpty ? nil : relation
    person.isHead = Self.isHead(view)
    person.householdNumber = Self.plain(view.cell(.householdNumber).text)
    person.remark = Self.plain(view.cells(.remark).map(\.text).joined(separator: "；"))
    for column in view.layout.columns where column.field == .unknown && !view.value(column.index).isBlank {
      let heading = column.heading.isEmpty ? CellReference.letters(column.index) : column.heading
      person.otherColumns[heading] = view.value(column.index).text
    }
  }

  static func isHead(_ view: RowView) -> Bool {
    let relation = HeadingText(view.cell(.relation).text).unbracketed
    if ["户主", "户主本人", "本人", "本人户主"].contains(relation) { return true }
    return ["是", "√", "✓", "Y", "1", "户主", "TRUE", "本人"].contains(HeadingText(view.cell(.isHead).text).full)
  }

  private static func plain(_ text: String) -> String? {
    let kept = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    return kept.isEmpty ? nil : kept
  }

  private mutating func noteDeparture() {
    var texts = view.cells(.remark) + view.cells(.residence) + view.cells(.tags) + view.cells(.relation)
    texts += view.cells(.unknown).filter { $0.text.count <= 12 }
    let isTold =
      texts.contains { Departure.isTold(in: $0.text) } || bracket.map(Departure.isTold(in:)) == true
      || view.cells(.gone).contains { Departure.isTold(inGoneColumn: $0) }
    if isTold { problems.append(.notResident) }
  }

  private mutating func noteMarks() {
    let own = [view.cell(.name), view.cell(.idNumber)].filter { !$0.isBlank }
    if !own.isEmpty, own.allSatisfy({ $0.marks.contains(.struck) }) { problems.append(.struckThrough) }
    if own.contains(where: { $0.marks.contains(.undecodable) }) { problems.append(.bytesUnreadable) }
  }
}

extension CellReference {
  /// 0 is A, 26 is AA.
  static func letters(_ column: Int) -> String {
    var (rest, letters) = (column + 1, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
