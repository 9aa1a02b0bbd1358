/// What a phone cell says: any number of phones, and whether something in it is none.
extension PhoneNumber {
  package struct Reading: Hashable, Sendable {
    /// Each phone once, in the cell's order.
    package var phones: [PhoneNumber] = []

    /// Something in the cell is neither a phone nor an empty mark.
    package var malformed = false

    /// A visible character was changed, added or dropped (hyphens, +86, full width, a word beside the number).
    package var mended = false

    /// Only white space or invisible characters were dropped, or several phones were parted.
    package var spaced = false
  }

  /// Reads a cell as it stands in a list. A cell that says nothing has no phones and is not malformed.
  package static func readAll(_ cell: String) -> Reading {
    let cell = CellText(cell)
    var reading = Reading(spaced: cell.spaced)
    if cell.isEmptyMark || PhoneCell.saysNone(cell.compact) { return reading }
    reading.mended = cell.folded
    var words = false
    for piece in PhoneCell.pieces(cell.text, words: &words) {
      read(piece, into: &reading)
    }
    if words { reading.phones.isEmpty ? (reading.malformed = true) : (reading.mended = true) }
    if reading.phones.count > 1 || cell.text.contains(" ") { reading.spaced = true }
    return reading
  }

  /// Joins the digit groups of a piece from the left until they make a phone.
  private static func read(_ piece: PhoneCell.Piece, into reading: inout Reading) {
    var groups = piece.groups[...]
    while !groups.isEmpty {
      guard let (found, used) = PhoneCell.first(in: groups) else {
        reading.malformed = true
        return
      }
      if found.contains(where: { $0.changed }) { reading.mended = true }
      for phone in found.map(\.phone) where !reading.phones.contains(phone) { reading.phones.append(phone) }
      groups = groups.dropFirst(used)
    }
  }
}
