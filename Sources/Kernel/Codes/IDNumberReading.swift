/// What a cell of an ID column says, with what was done to read it and what is wrong with it.
extension IDNumber {
  package struct Reading: Hashable, Sendable {
    /// What is wrong; a cell has at most one problem, the first of this order that fits.
    package enum Problem: String, Sendable, CaseIterable {
      case missing
      case precisionLost
      case length
      case characters
      case birthDate
      case checksum
    }

    /// The number, if sound.
    package var number: IDNumber?

    /// What the cell says, legibly; kept for people to look at, never an identity. Nil if it says nothing.
    package var text: String?

    /// The number of another paper (passport, permit …), which identifies within a list only.
    package var document: String?

    package var problem: Problem?

    /// A visible character was changed, added or dropped.
    package var mended = false

    /// Only white space or invisible characters were dropped.
    package var spaced = false

    /// An old number of 15 digits was brought to 18.
    package var upgraded = false
  }

  /// Reads a cell as it stands in a list.
  ///
  /// - Parameters:
  ///   - cell: the text of the cell.
  ///   - numberCell: whether a spreadsheet held it as a number: those keep 15 digits (IEEE 754), so that anything longer
  ///     has lost its end.
  ///   - paper: what a column for the kind of paper says, if there is one.
  ///   - today: nobody in a list is born later.
  package static func read(_ cell: String, numberCell: Bool = false, paper: String? = nil, today: Day) -> Reading {
    let cell = CellText(cell)
    var reading = Reading()
    reading.spaced = cell.spaced || cell.text.contains(" ")
    reading.text = cell.isEmpty || cell.isEmptyMark ? nil : cell.text
    guard cell.text.unicodeScalars.contains(where: \.isASCIIDigit) else {
      reading.problem = .missing
      return reading
    }
    // Most cells hold a number and nothing else.
    if !numberCell, !cell.folded, IDPaper(named: paper) != .other, isPlain(cell.text) {
      judge(Array(cell.text.utf8), into: &reading, today: today)
      return reading
    }
    let bare = IDCell(cell)
    reading.mended = cell.folded || bare.changed
    let kind = IDPaper(named: paper)
    if kind == .other || (kind == .unknown && bare.namesOtherPaper) || bare.hasPaperShape {
      reading.document = bare.core
    } else if bare.isRemark {
      reading.problem = .missing
      reading.mended = false
    } else if bare.isRounded || (numberCell && bare.digits > 15) {
      reading.problem = .precisionLost
    } else {
      judge(Array(bare.core.utf8), into: &reading, today: today)
    }
    return reading
  }

  private static func isPlain(_ text: String) -> Bool {
    let bytes = text.utf8
    return (bytes.count == 18 || bytes.count == 15)
      && bytes.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "X") } && decimal(bytes.prefix(14)) != nil
  }

  private static func judge(_ bytes: [UInt8], into reading: inout Reading, today: Day) {
    let isOld = bytes.count == 15
    guard isOld || bytes.count == 18 else { return reading.problem = .length }
    let digitsOnly = bytes.allSatisfy { (48...57).contains($0) }
    guard isOld ? digitsOnly : shape(bytes) else { return reading.problem = .characters }
    let full = isOld ? upgraded(bytes) : bytes
    guard let birth = birthDate(full), birth <= today else { return reading.problem = .birthDate }
    guard let number = IDNumber(String(decoding: full, as: UTF8.self), today: today) else {
      return reading.problem = .checksum
    }
    reading.number = number
    reading.upgraded = isOld
  }

  /// How many ID numbers a cell seems to hold: runs of 18 characters or 15 digits with nothing of their kind beside
  /// them. More than one means several people in a row; one in a column of names means that columns are shifted.
  package static func candidates(in cell: String) -> [String] {
    CellText(cell).text.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init).filter {
      let bytes = Array($0.utf8)
      return shape(bytes) || (bytes.count == 15 && bytes.allSatisfy { (48...57).contains($0) })
    }
  }
}
