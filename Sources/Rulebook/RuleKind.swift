/// What a rule document rules (house decision 7). A service that comes later adds its kinds here.
package enum RuleKind: String, Sendable, CaseIterable, Codable {
  /// The items that the window takes, with limits, materials and departments: the access list too (准入清单).
  case windowCatalogue = "catalogue.window"
  /// Working days, holidays and make-up days.
  case calendar
  /// The hours in which the office works.
  case officeSlots = "office.slots"
  /// From which share of its limit on a clock is amber and red.
  case trafficLights = "order.lights"
}

/// What the content of a document of one kind looks like; in the database it is JSON.
package protocol RuleContent: Codable, Sendable {
  static var kind: RuleKind { get }
  /// Whether the content can be worked with; called before it is published and each time it is read anew.
  /// - Throws: `RuleRefusal`, with what is wrong.
  func check() throws
}

extension RuleContent {
  package func check() throws {}
}

/// A rule document, or a file of rules, that can't be worked with: where, and what is wrong.
package struct RuleRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of document or the name of the file.
  package let source: String
  /// The line of the file, from 1; nil where the whole is meant.
  package let line: Int?
  package let reason: String

  package init(source: String, line: Int? = nil, reason: String) {
    self.source = source
    self.line = line
    self.reason = reason
  }

  package var description: String {
    "\(source)\(line.map { ", line \($0)" } ?? ""): \(reason)"
  }
}
