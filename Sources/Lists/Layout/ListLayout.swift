import Kernel

/// One column of a list as it was understood.
package struct ListColumn: Sendable, Hashable {
  /// Zero-based.
  package var index: Int
  /// The words above it, from top to bottom.
  package var heading: String
  package var field: ListField
}

/// Where a table begins and what its columns hold.
struct ListLayout: Sendable {
  /// Rows of the heading; nil for a table without one.
  let block: HeadingBlock?
  /// The first row that may hold a person.
  let firstRow: Int
  let columns: [ListColumn]
  /// Homes are written once for a household: blank homes take the line above's.
  let isHouseholdList: Bool

  let homeColumns: [ListColumn]
  /// Columns whose content shows whether it stands rightly; no list has more than a few.
  let tellingColumns: [ListColumn]
  private let byField: [ListField: [Int]]

  init(block: HeadingBlock?, firstRow: Int, columns: [ListColumn], isHouseholdList: Bool) {
    (self.block, self.firstRow, self.columns, self.isHouseholdList) = (block, firstRow, columns, isHouseholdList)
    let telling: Set<ListField> = [.name, .idNumber, .idType, .sex, .birthDate, .phone, .relation]
    tellingColumns = Array(columns.filter { telling.contains($0.field) || $0.field.isHome }.prefix(40))
    homeColumns = columns.filter(\.field.isHome)
    byField = Dictionary(grouping: columns, by: \.field).mapValues { $0.map(\.index) }
  }

  func columns(_ field: ListField) -> [Int] { byField[field] ?? [] }
  func column(_ field: ListField) -> Int? { byField[field]?.first }

  var hasHome: Bool { !homeColumns.isEmpty }
  var width: Int { block?.width ?? columns.count }
}
