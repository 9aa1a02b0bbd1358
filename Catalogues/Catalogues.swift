import Foundation

/// The data that a new installation starts with and that the kernel's rules stand on: official tables, code lists,
/// catalogues. README.md in this folder says of each file what it is, where it comes from and under which licence.
package enum Catalogue {
  /// The bytes of one file of `data/`.
  ///
  /// - Parameter name: file name with its ending, such as `holidays.csv`.
  /// - Throws: `CatalogueMissing` if the installation does not hold the file.
  package static func data(_ name: String) throws -> Data {
    guard let folder = Bundle.module.resourceURL else { throw CatalogueMissing(name: name) }
    let file = folder.appendingPathComponent("data").appendingPathComponent(name)
    do {
      return try Data(contentsOf: file)
    } catch {
      throw CatalogueMissing(name: name)
    }
  }
}

/// A data file that belongs to the program was not found beside it: the installation is incomplete.
package struct CatalogueMissing: Error, CustomStringConvertible {
  /// The file that was asked for.
  package let name: String

  package var description: String {
    "缺少数据文件 \(name)，请重新安装。 Data file \(name) is missing: the installation is incomplete, install again."
  }
}
