import Catalogues
import Foundation

/// A file of rules as it is delivered: comma-separated values (RFC 4180) under a heading row, every row as long as it.
///
/// Only for the program's own data files; lists from outside, with their faults, go through the lists' reader.
package struct CommaSeparated: Sendable {
  /// One row with its line in the file, from 1.
  package struct Line: Sendable {
    package let number: Int
    let cells: [String: String]

    /// The cell under a heading; the headings were checked when the file was read.
    package subscript(_ heading: String) -> String { cells[heading] ?? "" }
    /// The cell's words, parted by blanks or another character.
    package func words(_ heading: String, by separator: Character = " ") -> [String] {
      self[heading].split(separator: separator).map(String.init)
    }
  }
  package let name: String
  package let lines: [Line]

  /// - Throws: `RuleRefusal` if the headings are not exactly these, or a row has more or fewer cells.
  package init(name: String, text: String, headings: [String]) throws {
    self.name = name
    var rows = Self.rows(of: text)[...]
    guard let first = rows.popFirst(), first.cells == headings else {
      throw RuleRefusal(source: name, line: 1, reason: "the headings are not \(headings.joined(separator: ","))")
    }
    lines = try rows.map { row in
      guard row.cells.count == headings.count else {
        throw RuleRefusal(
          source: name, line: row.line, reason: "\(row.cells.count) cells under \(headings.count) headings")
      }
      return Line(number: row.line, cells: Dictionary(uniqueKeysWithValues: zip(headings, row.cells)))
    }
  }

  /// A file of the delivered data.
  package init(delivered name: String, headings: [String]) throws {
    try self.init(name: name, text: String(decoding: Catalogue.data(name), as: UTF8.self), headings: headings)
  }

  package func refusal(_ line: Line, _ reason: String) -> RuleRefusal {
    RuleRefusal(source: name, line: line.number, reason: reason)
  }

  private static func rows(of text: String) -> [(line: Int, cells: [String])] {
    var rows: [(line: Int, cells: [String])] = []
    var cells: [String] = []
    var cell = ""
    var quoted = false
    var closed = false
    var line = 1
    var start = 1
    func endRow() {
      cells.append(cell)
      if cells != [""] { rows.append((start, cells)) }
      cells = []
      cell = ""
    }
    for character in text {
      if character.isNewline { line += 1 }
      switch character {
      case "\"":
        if !quoted && closed { cell.append(character) }
        closed = quoted
        quoted.toggle()
        continue
      case "," where !quoted:
        cells.append(cell)
        cell = ""
      case _ where character.isNewline && !quoted:
        endRow()
        start = line
      default: cell.append(character)
      }
      closed = false
    }
    endRow()
    return rows
  }
}
