import Rulebook

extension EntitlementRules {
  /// The table that the program is delivered with.
  package static func delivered() throws -> EntitlementRules {
    let table = try CommaSeparated(delivered: "entitlements.csv", headings: ["item", "from_age", "tag"])
    return EntitlementRules(
      rules: try table.lines.map { line in
        let age = Int(line["from_age"])
        guard age != nil || line["from_age"].isEmpty else { throw table.refusal(line, "no age: \(line["from_age"])") }
        return Rule(item: line["item"], fromAge: age, tag: line["tag"].isEmpty ? nil : line["tag"])
      })
  }
}
