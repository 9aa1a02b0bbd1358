import Rulebook

/// The window's items as one document of the rulebook. What is not in it may not be given to a community (B11).
package struct WindowCatalogue: RuleContent {
  package static let kind = RuleKind.windowCatalogue
  private enum Keys: CodingKey { case items }
  package let items: [CatalogueItem]
  /// Finds items; made with the catalogue, which the rulebook keeps.
  package let search: CatalogueSearch

  package init(items: [CatalogueItem]) {
    self.items = items
    search = CatalogueSearch(items)
  }

  package init(from decoder: any Decoder) throws {
    self.init(items: try decoder.container(keyedBy: Keys.self).decode([CatalogueItem].self, forKey: .items))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(items, forKey: .items)
  }

  /// The item of a code, or nil if the catalogue doesn't list it.
  package func item(_ code: String) -> CatalogueItem? { items.first { $0.code == code } }

  package func check() throws {
    var seen: Set<String> = []
    for item in items {
      guard seen.insert(item.code).inserted else { throw refusal(item, "stands twice") }
      guard !item.name.zh.isEmpty, !item.department.isEmpty else { throw refusal(item, "lacks a name or a department") }
      guard (item.kind == .immediate) == (item.limit == 0), item.limit >= 0 else {
        throw refusal(item, "an immediate item has no limit, a promised one has one")
      }
    }
  }

  private func refusal(_ item: CatalogueItem, _ reason: String) -> RuleRefusal {
    RuleRefusal(source: Self.kind.rawValue, reason: "\(item.code) \(reason)")
  }
}

/// The catalogue that the program is delivered with: 8 classes, 15 sub-classes, 34 items.
extension WindowCatalogue {
  private static let headings = [
    "code", "class", "class_en", "subclass", "subclass_en", "item", "item_en", "kind", "kind_zh", "limit_working_days",
    "materials", "department",
  ]
  private struct Addition {
    let words: [String]
    let later: Set<String>
  }

  /// Reads `window-catalogue.csv` and `everyday-words.csv`.
  /// - Throws: `RuleRefusal` with the line that can't be read.
  package static func delivered() throws -> WindowCatalogue {
    try WindowCatalogue(
      table: CommaSeparated(delivered: "window-catalogue.csv", headings: headings),
      additions: CommaSeparated(
        delivered: "everyday-words.csv", headings: ["code", "everyday_words", "later_materials"]))
  }

  init(table: CommaSeparated, additions: CommaSeparated) throws {
    let byCode = Dictionary(grouping: additions.lines, by: { $0["code"] })
    let items = try table.lines.map { line in
      let added = byCode[line["code"]] ?? []
      let addition = Addition(
        words: added.flatMap { $0.words("everyday_words", by: "|") },
        later: Set(added.flatMap { $0.words("later_materials", by: ";") }))
      return try Self.item(line, addition, of: table)
    }
    self.init(items: items)
    try check()
    let codes = Set(items.map(\.code))
    if let stray = additions.lines.first(where: { !codes.contains($0["code"]) }) {
      throw additions.refusal(stray, "the catalogue has no item \(stray["code"])")
    }
  }

  private static func item(_ line: CommaSeparated.Line, _ addition: Addition, of table: CommaSeparated) throws
    -> CatalogueItem
  {
    guard let kind = CatalogueItem.Kind(rawValue: line["kind"]) else { throw table.refusal(line, "unknown kind") }
    guard let limit = Int(line["limit_working_days"]) else { throw table.refusal(line, "the limit is no number") }
    let materials = line.words("materials", by: ";")
    if let stray = addition.later.first(where: { !materials.contains($0) }) {
      throw table.refusal(line, "\(stray) may come later, but is not among the materials")
    }
    return CatalogueItem(
      code: line["code"], category: .init(zh: line["class"], en: line["class_en"]),
      subcategory: .init(zh: line["subclass"], en: line["subclass_en"]),
      name: .init(zh: line["item"], en: line["item_en"]), kind: kind, limit: limit,
      materials: materials.map { .init(name: $0, mayComeLater: addition.later.contains($0)) },
      department: line["department"], everydayWords: addition.words)
  }
}
