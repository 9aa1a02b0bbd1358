/// A matter that the window may take (事项): one line of the catalogue, which is the access list (准入清单) too.
package struct CatalogueItem: Codable, Sendable, Hashable {
  /// 即办件 is done on the spot or the same day; 承诺件 within the promised limit.
  package enum Kind: String, Codable, Sendable, CaseIterable { case immediate, promised }

  /// A word in Chinese and English.
  package struct Label: Codable, Sendable, Hashable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
      self.zh = zh
      self.en = en
    }
  }

  /// A paper that has to be seen.
  package struct Material: Codable, Sendable, Hashable {
    package let name: String
    /// It may come later, against a written promise (容缺受理); the others have to be there.
    package let mayComeLater: Bool
  }

  /// `W` and six digits: class, sub-class, running number.
  package let code: String
  package let category: Label
  package let subcategory: Label
  package let name: Label
  package let kind: Kind
  /// Promised working days, counted from the next working day; 0 for what is done the same day.
  package let limit: Int
  package let materials: [Material]
  /// The word of the department that decides it (民政, 医保 …), or 社区 where the community decides itself.
  package let department: String
  /// What people say for it when they come.
  package let everydayWords: [String]

  /// The department's word for the community itself.
  package static let community = "社区"

  package var isCommunitys: Bool { department == Self.community }
  /// Whether the window may close it without handing it to a department.
  package var closesAtWindow: Bool { kind == .immediate || isCommunitys }
}
