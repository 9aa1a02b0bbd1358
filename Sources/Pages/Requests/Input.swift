import Kernel

/// The fields of a query or body after the operation's own list has checked them.
package struct Input: Sendable {
  package let members: [String: JSON]

  package init(_ members: [String: JSON] = [:]) { self.members = members }

  package subscript(_ name: String) -> JSON? { members[name] }
  package func text(_ name: String) -> String? { members[name]?.text }
  package func id(_ name: String) -> EntityID? { text(name).flatMap { EntityID($0) } }
  package func day(_ name: String) -> Day? { text(name).flatMap { Day($0) } }
  package func integer(_ name: String) -> Int? { members[name]?.integer.map(Int.init) }
  package func texts(_ name: String) -> [String] { members[name]?.items?.compactMap(\.text) ?? [] }
}
