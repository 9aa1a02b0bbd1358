import Kernel

/// The building, and perhaps the unit, that a sheet's name or a list's title tells: 3号楼, 安和社区3号楼2单元住户名单.
enum BuildingTitle {
  private static let words = ["号楼", "栋", "幢", "号院楼"]

  static func fragment(in title: String) -> HomeFragment? {
    let text = HeadingText(title).full
    guard text.count <= 40, !text.contains("-") else { return nil }
    for word in words {
      guard let end = text.ranges(of: word).first?.upperBound else { continue }
      let before = text[..<end].dropLast(word.count)
      guard let last = before.last, last.isNumber || last.isASCII else { continue }
      // Several buildings in a title, as in 3号楼4号楼, tell none.
      guard text.ranges(of: word).count == 1, !text.contains("、"), !text.contains("至") else { return nil }
      let rest = text[end...]
      let unit = rest.prefix { $0.isNumber }
      let whole =
        String(text[..<end]) + (!unit.isEmpty && rest.dropFirst(unit.count).hasPrefix("单元") ? "\(unit)单元" : "")
      let fragment = HomeFragment.read(whole)
      return fragment.building == nil ? nil : fragment
    }
    return nil
  }
}
