import Kernel

/// Decides what each column holds, by its heading and by what stands in it.
struct ColumnAssignment {
  private struct Draft {
    var field: ListField
    /// For another person's column: what it says about that person.
    var beside: ListField?
    var heading: String
  }

  private let headings: Headings
  private let contents: [ColumnContent]
  private var drafts: [Draft] = []

  init(_ headings: Headings, _ block: HeadingBlock?, _ contents: [ColumnContent]) {
    (self.headings, self.contents) = (headings, contents)
    for column in 0..<max(block?.columns.count ?? 0, contents.count) {
      let words = block.map { column < $0.columns.count ? $0.columns[column] : [] } ?? []
      drafts.append(draft(words))
    }
    settleByContent()
    promoteOwner()
    keepContactsApart()
    dropRepeats()
    adoptUnknown()
  }

  var columns: [ListColumn] {
    drafts.enumerated().map { ListColumn(index: $0.offset, heading: $0.element.heading, field: $0.element.field) }
  }

  private func content(_ column: Int) -> ColumnContent { column < contents.count ? contents[column] : ColumnContent() }

  /// The bottom word counts, unless a word above says whose column it is.
  private func draft(_ words: [HeadingText]) -> Draft {
    let heading = words.map(\.full).joined(separator: " ")
    guard let bottom = words.last else { return Draft(field: .unknown, heading: heading) }
    let joined = HeadingText(words.map(\.full).joined())
    let above = words.dropLast().compactMap { headings.field(of: $0) }
    let own = headings.field(of: bottom)
    if own == .sensitive || above.contains(.sensitive) { return Draft(field: .sensitive, heading: heading) }
    let isOwners = above.contains { $0 == .owner || $0 == .head || $0 == .headName }
    if own == .owner || (isOwners && own != .rowNumber) {
      return Draft(field: .owner, beside: headings.fieldBesideOwner(joined), heading: heading)
    }
    if above.contains(.registered), own == nil || own?.isHome == true {
      return Draft(field: .registered, heading: heading)
    }
    let field = own ?? headings.field(of: joined) ?? above.last ?? .unknown
    return Draft(field: field, heading: heading)
  }

  private mutating func settleByContent() {
    for column in drafts.indices {
      let content = content(column)
      switch drafts[column].field {
      case .head:
        let isName = content.mostly(\.names) && !content.mostly(\.yesNo)
        drafts[column].field = isName ? .owner : .isHead
        drafts[column].beside = isName ? .name : nil
      case .headName:
        drafts[column].field = .owner
        drafts[column].beside = .name
      case .kind: drafts[column].field = content.mostly(\.residence) ? .residence : .tags
      case .idType where content.mostly(\.ids): drafts[column].field = .idNumber
      case .birthYear, .birthMonth, .birthDay:
        let parts = Set(drafts.map(\.field))
        if !parts.isSuperset(of: [.birthYear, .birthMonth, .birthDay]) { drafts[column].field = .known }
      default: break
      }
    }
  }

  /// A list that names nobody but heads of households (or one kind of owner) is a list of those.
  private mutating func promoteOwner() {
    guard !drafts.contains(where: { $0.field == .name }),
      let column = drafts.firstIndex(where: { $0.field == .owner && $0.beside == .name })
    else { return }
    let who = HeadingText(drafts[column].heading).plain.prefix(2)
    for index in drafts.indices where drafts[index].field == .owner && drafts[index].heading.hasPrefix(who) {
      let field = drafts[index].beside ?? .name
      if !field.isSingle || !drafts.contains(where: { $0.field == field }) { drafts[index].field = field }
    }
  }

  /// A phone, number or sex right beside another person's name is that person's; so is everything after a second name.
  private mutating func keepContactsApart() {
    guard let name = drafts.firstIndex(where: { $0.field == .name }) else { return }
    let names = drafts.indices.filter { drafts[$0].field == .name }
    for other in names.dropFirst() {
      drafts[other].field = .owner
      drafts[other].beside = .name
      var next = other + 1
      while next < drafts.count, isRepeat(next, since: other) {
        drafts[next].field = .owner
        next += 1
      }
    }
    for column in drafts.indices.dropFirst() where drafts[column].field == .phone {
      let before = drafts[column - 1]
      if before.field == .owner, before.beside == .name, column - 1 != name { drafts[column].field = .owner }
    }
  }

  private func isRepeat(_ column: Int, since other: Int) -> Bool {
    let field = drafts[column].field
    return [.idNumber, .phone, .sex, .birthDate, .age, .idType, .relation].contains(field)
      && drafts[..<other].contains { $0.field == field }
  }

  /// Of a field that a person has once, the first column with anything in it counts.
  private mutating func dropRepeats() {
    for field in ListField.allCases where field.isSingle {
      let found = drafts.indices.filter { drafts[$0].field == field }
      guard found.count > 1 else { continue }
      let kept = found.first { content($0).filled > 0 } ?? found[0]
      for column in found where column != kept { drafts[column].field = .known }
    }
  }

  /// Columns without a known heading are taken by what stands in them, if nothing else is that field.
  private mutating func adoptUnknown() {
    for column in drafts.indices where drafts[column].field == .unknown {
      let content = content(column)
      guard content.filled >= 2 else { continue }
      let afterOwner = column > 0 && drafts[column - 1].field == .owner
      let candidates: [(ListField, Bool)] = [
        (.idNumber, content.mostly(\.ids)), (.phone, content.mostly(\.phones) && !content.mostly(\.ids) && !afterOwner),
        (.sex, content.mostly(\.sexes) && drafts[column].heading.isEmpty),
        (.address, content.mostly(\.homes)), (.name, content.mostly(\.names) && drafts[column].heading.isEmpty),
        (.birthDate, content.mostly(\.dates) && drafts[column].heading.isEmpty),
      ]
      for (field, fits) in candidates where fits && lacks(field) {
        drafts[column].field = field
        break
      }
    }
  }

  private func lacks(_ field: ListField) -> Bool {
    field == .address ? !drafts.contains { $0.field.isHome } : !drafts.contains { $0.field == field }
  }
}
