import Kernel

/// A row into which several people were written.
enum SeveralPeople {
  private static let marks = Set("、,，;；/\\\n\r|&")

  /// Several names and several numbers, one under or beside the other.
  static func isFound(in view: RowView) -> Bool {
    let name = view.cell(.name).text
    let numbers = Set(IDNumber.candidates(in: view.idText)).count
    let parted = names(name, by: { marks.contains($0) })
    if parted >= 2 { return numbers >= 2 || pieces(view.idText) >= 2 }
    return numbers >= 2 && names(name, by: { marks.contains($0) || $0.isWhitespace }) >= 2
  }

  /// The names, parted alike.
  static func names(in view: RowView) -> String {
    let parts = view.cell(.name).text.split { marks.contains($0) || $0.isWhitespace }
    return parts.compactMap { PersonName.read(String($0))?.name }.joined(separator: "、")
  }

  private static func names(_ text: String, by isMark: (Character) -> Bool) -> Int {
    let parts = text.split(whereSeparator: isMark).map { HeadingText(String($0)).unbracketed }.filter { !$0.isEmpty }
    return parts.allSatisfy(ColumnContent.isNameLike) ? Set(parts).count : 0
  }

  private static func pieces(_ text: String) -> Int {
    text.split { marks.contains($0) }.count { $0.count(where: \.isNumber) >= 6 }
  }
}
