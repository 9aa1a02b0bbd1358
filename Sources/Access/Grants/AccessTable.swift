import Catalogues
import Foundation
import Organisation

/// The rules of access: one table of data, role × action → reach, fields, obligations. What is not in it is refused.
package struct AccessTable: Sendable {
  /// How far a rule reaches.
  package enum Reach: String, Sendable, CaseIterable {
    /// The assignment's place and everything below it.
    case place
    /// What was sent to the assignment's unit.
    case unit
    /// What is the person's own.
    case own
    /// Everything of its kind; only for what holds no personal data.
    case all
  }
  /// Whom a rule is for.
  package enum Holder: Sendable, Hashable {
    /// Signed in or not.
    case nobody
    /// Whoever is signed in.
    case anyone
    case role(Role)
  }
  package struct Rule: Sendable, Hashable {
    package let holder: Holder
    package let action: AccessAction
    package let reach: Reach
    package let fields: Set<Field>
    package let owes: Set<Obligation>
  }
  package struct Malformed: Error, Sendable { package let line: Int }

  package let rules: [Rule]
  private let byAction: [AccessAction: [Rule]]

  package init(rules: [Rule]) {
    self.rules = rules
    byAction = Dictionary(grouping: rules, by: \.action)
  }

  /// Reads `role,action,reach,fields,owes`; fields and obligations are parted by blanks.
  /// - Throws: `Malformed` with the line that has an unknown word, or names a role and action twice.
  package init(csv text: String) throws {
    var rules: [Rule] = []
    var seen: Set<[String]> = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated().dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, let holder = Self.holder(cells[0]), let action = AccessAction(rawValue: cells[1]),
        let reach = Reach(rawValue: cells[2]), let fields: [Field] = Self.words(cells[3]),
        let owes: [Obligation] = Self.words(cells[4]), seen.insert([cells[0], cells[1]]).inserted
      else { throw Malformed(line: index + 1) }
      rules.append(Rule(holder: holder, action: action, reach: reach, fields: Set(fields), owes: Set(owes)))
    }
    self.init(rules: rules)
  }

  /// The table that the program is delivered with.
  package static func standard() throws -> AccessTable {
    try AccessTable(csv: String(decoding: Catalogue.data("access.csv"), as: UTF8.self))
  }

  package func rules(for action: AccessAction) -> [Rule] { byAction[action] ?? [] }

  private static func holder(_ word: String) -> Holder? {
    switch word {
    case "nobody": .nobody
    case "anyone": .anyone
    default: Role(rawValue: word).map { .role($0) }
    }
  }

  private static func words<Word: RawRepresentable>(_ cell: String) -> [Word]? where Word.RawValue == String {
    let words = cell.split(separator: " ")
    let known = words.compactMap { Word(rawValue: String($0)) }
    return known.count == words.count ? known : nil
  }
}
