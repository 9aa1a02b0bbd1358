/// What a column for the kind of paper (证件类型) says about the number beside it.
enum IDPaper {
  /// It says nothing, or nothing clear: the number's own shape decides.
  case unknown

  /// The citizen's own identity number stands beside it, whatever paper it was read from.
  case citizen

  /// A passport, a permit: the number beside it is no ID number, whatever its shape.
  case other

  init(named cell: String?) {
    guard let cell, cell != "居民身份证" else {
      self = cell == nil ? .unknown : .citizen
      return
    }
    let name = CellText(cell)
    let word = name.compact
    // Codes of GA/T 2000.156: 111 identity card, 112 temporary one, 113 household register, 414 passport, 51x permits.
    if name.isEmptyMark || ["其他", "其它", "其他证件", "其它证件"].contains(word) {
      self = .unknown
    } else if ["111", "112", "113", "01", "1", "ID", "id"].contains(word)
      || ["居住证", "通行证", "台胞", "外国", "护照", "军", "警"].allSatisfy({ !word.contains($0) })
        && ["身份证", "户口", "户籍", "社会保障", "社保"].contains(where: { word.contains($0) })
    {
      self = .citizen
    } else {
      self = .other
    }
  }
}
