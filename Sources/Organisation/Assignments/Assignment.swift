import Kernel

/// What an account may be at a unit (domain dictionary, section 2). Roles of later services come with them.
package enum Role: String, Sendable, CaseIterable, Codable {
  case windowWorker, gridWorker, communityLead, departmentOfficer, teamMember, districtOfficer, auditor
  /// Runs the installation and sees no content (系统管理员).
  case `operator`
}

/// A post: an account acts for a unit in a role, in the reach of a place, from one day to another.
package struct Assignment: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let accountKey: Int64
  package let unit: Unit
  package let role: Role
  package let place: Place
}

/// Who may sign in.
package struct Account: Sendable, Hashable {
  package let key: Int64
  package let id: EntityID
  package let login: String
  package let name: String
  package let language: String
  package let theme: String
  package let letterSize: String
  /// Single keys such as J and K work (WCAG 2.1.4: they can be switched off).
  package let singleKeys: Bool
  /// The password was set by somebody else and has to be changed at first use.
  package let passwordDue: Bool
}
