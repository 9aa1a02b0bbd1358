import Kernel

/// Tells the rows in which somebody stands from those in which nobody does.
enum RowSort {
  case person
  case nobody
  /// A line that names a building, a unit or a home for the rows below.
  case line(HomeFragment)

  init(_ view: RowView, home: HomeFragment?) {
    let texts = view.ownTexts
    let name = view.cell(.name)
    let hasName = RowView.says(name)
    let isSexed = Sex.read(view.cell(.sex).text) != nil
    if texts.isEmpty || (!view.hasIDCandidate && !isSexed && Self.isTotal(texts, name.text)) {
      self = .nobody
    } else if texts.first.map(SkipWords.isExample) == true || SkipWords.isExample(name.text)
      || view.cells(.remark).contains(where: { SkipWords.isExample($0.text) })
    {
      self = .nobody
    } else if !view.hasIDCandidate,
      SkipWords.isVacancy(name.text) || (!hasName && texts.contains(where: SkipWords.isVacancy))
    {
      self = .nobody
    } else if !view.hasIDCandidate, !isSexed, texts.first.map(SkipWords.isNote) == true || SkipWords.isNote(name.text) {
      self = .nobody
    } else if Self.hasPersonData(view) {
      self = .person
    } else if hasName {
      self = Self.isName(name.text, alone: texts.count == 1) ? .person : Self.line(texts, home)
    } else {
      self = Self.line(texts, home)
    }
  }

  /// A total begins its row, or stands in a row without a name; 共计2人 in somebody's remark is none.
  private static func isTotal(_ texts: [String], _ name: String) -> Bool {
    if texts.first.map(SkipWords.isTotal) == true { return true }
    return !ColumnContent.isNameLike(HeadingText(name).unbracketed) && texts.contains(where: SkipWords.isTotal)
  }

  /// A number, phone, birth date or sex: somebody stands here, with or without a name.
  private static func hasPersonData(_ view: RowView) -> Bool {
    let digits = { (text: String) in text.count(where: \.isNumber) }
    if RowView.says(view.cell(.idNumber)), digits(view.idText) >= 6 { return true }
    if view.cells(.phone).contains(where: { digits($0.text) >= 7 }) { return true }
    if Sex.read(view.cell(.sex).text) != nil { return true }
    if RowView.says(view.cell(.birthDate)), digits(view.cell(.birthDate).text) >= 4 { return true }
    let relation = HeadingText(view.cell(.relation).text).unbracketed
    let isMember = !relation.isEmpty && relation.count <= 5 && !relation.contains(where: \.isNumber)
    return isMember && !["户主", "本人", "无"].contains(relation) && RowView.says(view.cell(.relation))
  }

  /// A name without anything beside it; footers and titles are longer or hold numbers and colons.
  private static func isName(_ text: String, alone: Bool) -> Bool {
    let bare = HeadingText(text).full
    if ColumnContent.isNameLike(HeadingText(text).unbracketed) { return true }
    if bare.contains(where: { $0.isNumber || ":：。，,".contains($0) }) { return "=@+".contains(bare.first ?? " ") }
    return bare.count <= (alone ? 8 : 20)
  }

  private static func line(_ texts: [String], _ home: HomeFragment?) -> RowSort {
    if let home, home.building != nil || home.unit != nil || home.room != nil || home.home != nil { return .line(home) }
    for text in texts.prefix(2) {
      let fragment = HomeFragment.read(withoutCounts(text))
      if fragment.building != nil || fragment.unit != nil { return .line(fragment) }
    }
    return .nobody
  }

  /// 7号楼（共45户）, 7号楼：
  private static func withoutCounts(_ text: String) -> String {
    let full = HeadingText(text).full
    return String(full.prefix { !"([【（:：共".contains($0) })
  }
}
