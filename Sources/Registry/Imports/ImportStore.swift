import Foundation
import Kernel
import Lists
import Store

/// All SQL about imports and their records.
enum ImportStore {
  /// The import of the same file for the same community, if there was one.
  static func result(digest: Data, communityKey: Int64, in session: any Session) throws -> ImportResult? {
    let row = try session.first(
      """
      SELECT id, taken_at, accepted, fixed, to_review, rejected, skipped, import_key FROM list_import
      WHERE file_digest = \(digest) AND community_key = \(communityKey) AND kind = 'residents' LIMIT 1
      """)
    guard let row else { return nil }
    var result = ImportResult(
      id: try row["id"], takenAt: try row["taken_at"],
      counts: [
        .accept: try row["accepted"], .fix: try row["fixed"], .review: try row["to_review"],
        .reject: try row["rejected"], .skip: try row["skipped"],
      ])
    result.takenBefore = true
    return result
  }

  static func write(
    _ result: ImportResult, rows: [ImportPlan.TakenRow], keys: [Int64], import list: ResidentImport,
    communityKey: Int64, accountKey: Int64, secrets: PersonSecrets, in session: any Session
  ) throws {
    let importKey = try session.key(
      """
      INSERT INTO list_import (id, kind, community_key, file_name, file_digest, received, accepted, fixed, to_review,
        rejected, skipped, account_key, taken_at)
      VALUES (\(result.id), 'residents', \(communityKey), \(list.fileName), \(list.digest), \(result.received),
        \(result.count(.accept)), \(result.count(.fix)), \(result.count(.review)), \(result.count(.reject)),
        \(result.count(.skip)), \(accountKey), \(result.takenAt)) RETURNING import_key
      """)
    var sheets: [String] = []
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let values: [[SQLValue]] = try rows.map { taken in
      if !sheets.contains(taken.row.sheet) { sheets.append(taken.row.sheet) }
      let sheet = sheets.firstIndex(of: taken.row.sheet) ?? 0
      let content = try taken.row.person.map { person in
        try secrets.seal(
          record: encoder.encode(ListRecordContent(person, sheet: taken.row.sheet)), of: result.id, sheet: sheet,
          row: taken.row.row)
      }
      return [
        importKey.sqlValue, sheet.sqlValue, taken.row.row.sqlValue, taken.outcome.rawValue.sqlValue,
        taken.problems.joined(separator: " ").sqlValue, content.sqlValue, taken.person.map { keys[$0] }.sqlValue,
        taken.matchedBy.sqlValue,
      ]
    }
    try RowBatch(
      "INSERT INTO list_record (import_key, sheet, row, outcome, problems, content_sealed, person_key, matched_by)",
      columns: 8
    ).insert(values, in: session)
  }
}

/// What a record keeps of its row, sealed: all that the list said of the person.
struct ListRecordContent: Codable, Hashable, Sendable {
  var sheet: String
  var name: String?
  var idNumber: String?
  var keptIDText: String?
  var otherDocument: String?
  var sex: Sex?
  var birthDate: Day?
  var phones: [String]
  var compound: String?
  var home: String?
  var tags: [String]
  var relationToHead: String?
  var isHead: Bool
  var householdNumber: String?
  var remark: String?
  var otherColumns: [String: String]

  init(_ person: TakenPerson, sheet: String) {
    self.sheet = sheet
    (name, idNumber, keptIDText) = (person.name, person.idNumber?.text, person.keptIDText)
    (otherDocument, sex, birthDate) = (person.otherDocument, person.sex, person.birthDate)
    phones = person.phones.map(\.text)
    (compound, home) = (person.home?.compound, person.home?.short)
    (tags, relationToHead, isHead) = (person.tags, person.relationToHead, person.isHead)
    (householdNumber, remark, otherColumns) = (person.householdNumber, person.remark, person.otherColumns)
  }
}
