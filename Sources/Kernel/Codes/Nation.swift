import Catalogues

/// One of China's nations as GB/T 3304 codes it: 01 to 56, 97 other, 98 naturalised.
package struct Nation: Hashable, Sendable {
  /// Two digits.
  package let code: String
  /// 汉族.
  package let chinese: String
  package let english: String

  /// All 58, in the order of their codes.
  ///
  /// - Throws: `CatalogueMissing`.
  package static func all() throws -> [Nation] {
    String(decoding: try Catalogue.data("nations.csv"), as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      return Nation(code: cells[0], chinese: cells[1], english: cells[2])
    }
  }

  /// The nation that a list's cell names: 汉族, 汉, 01, 1; nil where it names none.
  package static func read(_ cell: String, among nations: [Nation]) -> Nation? {
    let word = CellText(cell).compact
    return nations.first { nation in
      [nation.chinese, nation.code, nation.chinese.replacing("族", with: "")].contains(word)
        || Int(word).map { $0 == Int(nation.code) } == true
    }
  }
}
