/// The estate's name in what stands before a building: province, city, district, street and community are cut off.
enum CompoundName {
  static func read(_ prefix: String) -> String? {
    var name = prefix.filter { $0 != " " }[...]
    while let end = administrativeEnd(of: name) {
      let rest = name[end...]
      if rest.isEmpty { return isOfficeOnly(name) ? nil : String(name) }
      name = rest
    }
    let kept = name.drop { marks.contains($0) }.reversed().drop { marks.contains($0) }.reversed()
    return kept.isEmpty || !kept.contains(where: \.isHan) ? nil : String(kept)
  }

  private static let marks: Set<Character> = ["-", "—", "_", ",", "，", "、", "/", ":", "：", ";", "；", "(", ")", "."]

  /// Longest first. 区 alone is a district only after a name, not in 小区, 园区, 一区, 东区.
  private static let offices = ["街道办事处", "居民委员会", "村民委员会", "自治区", "自治州", "自治县", "街道办", "居委会", "村委会", "街道", "社区"]
  private static let officeStarts = Set(offices.compactMap(\.first))
  private static let levels: Set<Character> = ["省", "市", "县", "镇", "乡", "区"]
  private static let directions = Set("东西南北中")
  private static let partOfEstate = Set("小园片新属活宅校厂矿库院墅一二三四五六七八九十前后里期")

  /// Where the first administrative name ends; nil if there is none.
  private static func administrativeEnd(of name: Substring) -> Substring.Index? {
    var index = name.startIndex
    while index < name.endIndex {
      if officeStarts.contains(name[index]), let office = offices.first(where: { name[index...].hasPrefix($0) }) {
        return name.index(index, offsetBy: office.count)
      }
      let next = name.index(after: index)
      if levels.contains(name[index]), name.distance(from: name.startIndex, to: index) >= 1,
        isLevel(name, at: index), !name[next...].hasPrefix("场")
      {
        return next
      }
      index = next
    }
    return nil
  }

  private static func isLevel(_ name: Substring, at index: Substring.Index) -> Bool {
    guard name[index] == "区" else { return true }
    let before = name[name.index(before: index)]
    // 河东区 is a district, 安和东区 and 东区 parts of an estate.
    if directions.contains(before) { return name.distance(from: name.startIndex, to: index) == 2 }
    return !partOfEstate.contains(before) && before.isHan
  }

  /// 安和社区 is a community and 安贞街道 a street office, neither an estate; 阳光新区 may well be one.
  private static func isOfficeOnly(_ name: Substring) -> Bool {
    (offices + ["省", "市", "县", "镇", "乡"]).contains { name.hasSuffix($0) }
  }
}
