import Kernel
import Registry
import Work

/// Who could be entitled to what (政策找人): a first rule as data, `Catalogues/data/entitlements.csv` — item, from which age,
/// or which tag.
package struct EntitlementRules: Sendable {
  package struct Rule: Sendable, Hashable {
    package let item: String
    package let fromAge: Int?
    package let tag: String?
  }
  package let rules: [Rule]

  package init(rules: [Rule]) { self.rules = rules }

  /// The first rule that fits a person who has no order of that item yet. Pure.
  package func suggestion(age: Int?, tags: [String], had items: Set<String>) -> Rule? {
    rules.first { rule in
      !items.contains(rule.item) && (rule.fromAge.map { (age ?? 0) >= $0 } ?? true)
        && (rule.tag.map { tags.contains($0) } ?? true)
    }
  }
}
