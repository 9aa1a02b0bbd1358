import Access
import Crypto
import Foundation
import Kernel
import Lists
import Organisation
import Registry
import Store
import TestSupport
import Trust

/// Lists that our stories write themselves.
enum ResidentList {
  static let heading = "姓名,性别,身份证号,出生日期,联系电话,楼栋,单元,室号,与户主关系,人员类别,备注"

  static func report(_ lines: [String]) throws -> (report: ListReport, digest: Data) {
    let data = Data(([heading] + lines).joined(separator: "\n").utf8)
    let reader = ListReader(.residents, today: District.today, headings: try .standard())
    return (try reader.report(ListFile(data: data)), Data(SHA256.hash(data: data)))
  }

  /// A sound number of the region 990501, which does not exist.
  static func number(_ birth: Day, _ order: Int) -> String {
    let digits = Array("990501\(birth.iso.filter(\.isNumber))\(String(format: "%03d", order))".utf8)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
    return String(decoding: digits + [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
  }
}

extension District {
  @discardableResult func take(
    _ lines: [String], file: String = "residents.csv", community: String = Cast.community,
    by user: String = Cast.suyan.user
  ) async throws -> ImportResult {
    let (report, digest) = try ResidentList.report(lines)
    return try await ResidentImport(
      report: report, community: community, fileName: file, digest: digest, grids: gridMap
    ).take(grant: try await grant(.importList, user), occasion: .at(District.morning), vault: vault, database: database)
  }

  func count(_ sql: String) async throws -> Int {
    try await database.read { try $0.value(sql) ?? 0 }
  }
}
