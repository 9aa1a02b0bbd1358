import Foundation
import Kernel

/// What a list held: every row of every sheet that holds a list, accounted for exactly once.
package struct ListReport: Sendable {
  /// In the order of sheets and rows.
  package var rows: [ListRow] = []
  /// The columns of each sheet that holds a list, as they were understood.
  package var sheets: [SheetColumns] = []

  package init(rows: [ListRow] = []) { self.rows = rows }

  package struct SheetColumns: Sendable, Hashable {
    package var sheet: String
    package var columns: [ListColumn]

    /// Columns that were recognised only to be left out: what they hold must not be kept here (Personal Information
    /// Protection Law, articles 28 and 29).
    package var leftOut: [ListColumn] { columns.filter { $0.field == .sensitive } }
  }

  /// How many rows had this outcome.
  package func count(_ outcome: RowOutcome) -> Int { rows.count { $0.outcome == outcome } }

  /// People whom the list brings: all but those that nobody stands in or that can't be taken.
  package var taken: [ListRow] { rows.filter { [.accept, .fix, .review].contains($0.outcome) } }

  /// Whether the list has homes of several estates, so that a home is not known without the estate's name.
  package var hasSeveralCompounds: Bool {
    Set(rows.compactMap { $0.person?.home?.compound }).count > 1
  }
}

extension ListReport {
  /// The import report: `{"rows":[{"row":1,"sheet":"…","outcome":"…","problems":[…],"person":{…}}]}`. It holds personal
  /// data in plain text and is for the person who imports.
  package func json() throws -> Data {
    let several = hasSeveralCompounds
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return try encoder.encode(ReportForm(rows: rows.map { ReportForm.Row($0, withCompound: several) }))
  }
}

/// The report's outer form; its names are fixed.
private struct ReportForm: Encodable {
  var rows: [Row]

  struct Row: Encodable {
    var row: Int
    var sheet: String?
    var outcome: RowOutcome
    var problems: [RowProblem]
    var person: Person?

    init(_ row: ListRow, withCompound: Bool) {
      self.row = row.row
      sheet = row.sheet.isEmpty ? nil : row.sheet
      (outcome, problems) = (row.outcome, row.problems)
      person = row.outcome == .reject ? nil : row.person.map { Person($0, withCompound: withCompound) }
    }
  }

  struct Person: Encodable {
    var name: String?
    var id_number: String?
    var sex: String?
    var birth_date: String?
    var phones: [String]
    var compound: String?
    var building: String?
    var unit: String?
    var room: String?
    var tags: [String]

    init(_ person: TakenPerson, withCompound: Bool) {
      name = person.name
      id_number = person.idNumber?.text
      sex = person.sex?.word
      birth_date = person.birthDate?.iso
      phones = person.phones.map(\.text)
      compound = withCompound ? person.home?.compound : nil
      (building, unit, room) = (person.home?.building, person.home?.unit, person.home?.room)
      tags = person.tags
    }
  }
}
