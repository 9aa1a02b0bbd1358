import Access
import Kernel
import Organisation
import Store

/// Places and units from the command line of the machine.
package struct PlaceAdministration: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package func addPlace(code: String, name: String, nameEn: String, from: String?) async throws {
    let today = installation.occasion.today
    guard let place = PlaceCode(code), let level = Place.Level.allCases.first(where: { $0.digits == code.count }) else {
      throw Settings.Refused("a place code has 2, 4, 6, 9, 12 or 15 digits")
    }
    guard let day = from.map({ Day($0) }) ?? today else {
      throw Settings.Refused("--from is a date such as 2026-11-24")
    }
    try await installation.database.write { session in
      let above = try place.parent.flatMap { try PlaceStore.place(code: $0.text, at: day, in: session) }
      if let parent = place.parent, above == nil, try PlaceStore.top(at: day, in: session) != nil {
        throw Settings.Refused(failed: "the place above, \(parent.text), is not there; add it first")
      }
      _ = try PlaceStore.add(code: code, level: level, name: name, nameEn: nameEn, below: above, from: day, in: session)
    }
    try await installation.publishDeliveredRules()
  }

  package func addUnit(name: String, nameEn: String, kind: String, place: String, department: String?) async throws {
    guard let kind = Unit.Kind(rawValue: kind) else {
      throw Settings.Refused("no kind '\(kind)': \(Unit.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard (kind == .department) == (department != nil) else {
      throw Settings.Refused("a department, and only a department, has --department WORD")
    }
    let occasion = installation.occasion
    try await installation.database.write { session in
      guard let place = try PlaceStore.place(code: place, at: occasion.today, in: session) else {
        throw Settings.Refused(failed: "no place \(place); add it: quanke place add")
      }
      _ = try UnitStore.add(
        id: occasion.newID(), kind: kind, department: department, name: name, nameEn: nameEn, place: place,
        from: occasion.today, in: session)
    }
  }
}
