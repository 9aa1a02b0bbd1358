/// One cell as its file tells it. Nothing is evaluated and nothing rounded.
package struct Cell: Sendable, Hashable {
  package enum Kind: UInt8, Sendable {
    case empty, text, number, date, boolean, error
  }

  package struct Marks: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// All of the cell's text is struck through.
    package static let struck = Marks(rawValue: 1)
    /// The value is a formula's cached result.
    package static let formula = Marks(rawValue: 2)
    /// The value belongs to a merged area that begins in another row or column.
    package static let mergedDown = Marks(rawValue: 4)
    package static let mergedAcross = Marks(rawValue: 8)
    /// Bytes of the cell could not be decoded; each stands as U+FFFD in the text.
    package static let undecodable = Marks(rawValue: 16)
  }

  package var kind: Kind
  /// The text; a number without a needless exponent where it is exact; a date as ISO text, with its time if it has one.
  package var text: String
  package var marks: Marks

  package init(_ text: String, kind: Kind? = nil, marks: Marks = []) {
    self.text = text
    self.kind = kind ?? (text.isEmpty ? .empty : .text)
    self.marks = marks
  }

  package static let empty = Cell("")

  /// Nothing but white space and invisible characters.
  package var isBlank: Bool { text.unicodeScalars.allSatisfy(Invisible.contains) }
}

/// White space in the widest sense, and characters that nobody sees.
enum Invisible {
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar.value <= 0x20 || scalar.value == 0x7F }
    return switch scalar.value {
    case 0x85, 0xA0, 0xAD, 0x34F, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000, 0x3164,
      0xFE00...0xFE0F,
      0xFEFF, 0xFFA0:
      true
    default: false
    }
  }
}

/// One row: its number as people see it, and its cells from column A on.
package struct TableRow: Sendable {
  package var number: Int
  package var cells: [Cell]

  package init(number: Int, cells: [Cell]) {
    self.number = number
    self.cells = cells
  }

  package subscript(column: Int) -> Cell { column < cells.count ? cells[column] : .empty }
  package var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}
