import Kernel

/// What became of a row.
package enum RowOutcome: String, Codable, Sendable, CaseIterable, Comparable {
  /// Nobody stands in it.
  case skip
  /// Taken as it is.
  case accept
  /// Taken after mending or with a remark, no doubt who it is.
  case fix
  /// Taken, but a person must look.
  case review
  /// Can't be taken.
  case reject

  package static func < (left: RowOutcome, right: RowOutcome) -> Bool { left.weight < right.weight }
  private var weight: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What is remarked about a row. The raw values are the codes of the import report.
package enum RowProblem: String, Codable, Sendable, CaseIterable {
  case missingName = "missing_name"
  case missingID = "missing_id"
  case idPrecisionLost = "id_precision_lost"
  case idLength = "id_length"
  case idCharacters = "id_characters"
  case idBirthDate = "id_birth_date"
  case idChecksum = "id_checksum"
  case idUpgraded15 = "id_upgraded_15"
  case otherDocument = "other_document"
  case sexMismatch = "sex_mismatch"
  case birthMismatch = "birth_mismatch"
  case dateUnreadable = "date_unreadable"
  case phoneFormat = "phone_format"
  case addressUnmatched = "address_unmatched"
  case duplicateInFile = "duplicate_in_file"
  case nameConflict = "name_conflict"
  case homeDiffers = "home_differs"
  case possibleDuplicate = "possible_duplicate"
  case registryNameDiffers = "registry_name_differs"
  case notResident = "not_resident"
  case struckThrough = "struck_through"
  case columnsShifted = "columns_shifted"
  case severalPeople = "several_people"
  case nameDoubtful = "name_doubtful"
  /// Bytes of a name, number or home could not be decoded.
  case bytesUnreadable = "bytes_unreadable"

  /// The outcome that the problem brings at least.
  package var outcome: RowOutcome {
    switch self {
    case .missingName: .reject
    case .idUpgraded15, .otherDocument, .sexMismatch, .birthMismatch, .dateUnreadable, .phoneFormat, .duplicateInFile:
      .fix
    default: .review
    }
  }

  init?(_ problem: IDNumber.Reading.Problem?) {
    switch problem {
    case .missing: self = .missingID
    case .precisionLost: self = .idPrecisionLost
    case .length: self = .idLength
    case .characters: self = .idCharacters
    case .birthDate: self = .idBirthDate
    case .checksum: self = .idChecksum
    case nil: return nil
    }
  }
}

/// A person as a row tells of her. Sex and birth date of a sound number win over their columns.
package struct TakenPerson: Sendable, Hashable {
  package var name: String?
  /// The identity; only a sound number is one.
  package var idNumber: IDNumber?
  /// What the number's cell says where it is no sound number, for people to look at.
  package var keptIDText: String?
  /// The number of a passport, permit or the like; it identifies within the list only.
  package var otherDocument: String?
  package var sex: Sex?
  package var birthDate: Day?
  package var phones: [PhoneNumber] = []
  package var home: HomeAddress?
  /// The words of the columns for kinds of people.
  package var tags: [String] = []
  package var relationToHead: String?
  package var isHead = false
  package var householdNumber: String?
  package var remark: String?
  /// Cells of columns that were not recognised, by heading: kept and shown, never dropped in silence.
  package var otherColumns: [String: String] = [:]

  package init() {}
}

/// One row of a list, accounted for.
package struct ListRow: Sendable, Hashable {
  package var row: Int
  package var sheet: String
  package var outcome: RowOutcome
  package var problems: [RowProblem] = []
  /// Nil where nobody stands in the row.
  package var person: TakenPerson?
  /// The earlier row of the same person, for `duplicateInFile` and `possibleDuplicate`.
  package var duplicateOf: Int?

  package init(
    row: Int, sheet: String, outcome: RowOutcome, problems: [RowProblem] = [], person: TakenPerson? = nil
  ) {
    (self.row, self.sheet, self.outcome) = (row, sheet, outcome)
    (self.problems, self.person) = (problems, person)
  }
}
