import Foundation
import Kernel

/// Where a sealed value stands. It opens only there: copied to another row or column it is refused.
package struct SealedPlace: Hashable, Sendable {
  package let table: String
  package let row: EntityID
  package let column: String

  package init(table: String, row: EntityID, column: String) {
    self.table = table
    self.row = row
    self.column = column
  }

  /// What AES-GCM authenticates beside the value. The row has 16 bytes and names hold no zero byte, so no two places
  /// give the same bytes.
  var authenticated: Data {
    Data("quanke sealed 1\0".utf8) + row.bytes + Data(table.utf8) + [0] + Data(column.utf8)
  }
}
