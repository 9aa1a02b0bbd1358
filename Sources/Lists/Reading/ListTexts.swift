extension ListFile {
  /// The first sheet's rows as texts, blank rows left out: for files whose layout is fixed, such as exports.
  package func texts() throws -> [[String]] {
    var rows: [[String]] = []
    try source.rows(ofSheet: 0) { row in
      let cells = row.cells.map(\.text)
      if cells.contains(where: { !$0.isEmpty }) { rows.append(cells) }
      return true
    }
    return rows
  }
}
