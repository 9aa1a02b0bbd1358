import Kernel
import Store

/// An office or organisation for which people act.
package struct Unit: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case communityOffice, streetOffice, department, districtOffice, audit, operations, organisation
  }
  package let key: Int64
  package let id: EntityID
  package let kind: Kind
  /// The department's word in the catalogue (民政, 医保 …); nil for other kinds.
  package let department: String?
  package let name: String
  package let nameEn: String
  package let placeKey: Int64
}

/// All SQL about units.
package enum UnitStore {
  package static func add(
    id: EntityID, kind: Unit.Kind, department: String? = nil, name: String, nameEn: String, place: Place, from day: Day,
    in session: any Session
  ) throws -> Unit {
    let key = try session.key(
      """
      INSERT INTO unit (id, kind, department, name, name_en, place_key, valid_from)
      VALUES (\(id), \(kind.rawValue), \(department), \(name), \(nameEn), \(place.key), \(day)) RETURNING unit_key
      """)
    return Unit(
      key: key, id: id, kind: kind, department: department, name: name, nameEn: nameEn, placeKey: place.key)
  }

  package static func unit(id: EntityID, in session: any Session) throws -> Unit? {
    try session.first("SELECT \(columns) FROM unit WHERE id = \(id)").map(unit)
  }

  /// The unit, if it exists on a day.
  package static func unit(id: EntityID, at day: Day, in session: any Session) throws -> Unit? {
    try session.first(
      "SELECT \(columns) FROM unit WHERE id = \(id) AND \(PlaceStore.holds("unit", at: day))"
    ).map(unit)
  }

  package static func unit(key: Int64, in session: any Session) throws -> Unit? {
    try session.first("SELECT \(columns) FROM unit WHERE unit_key = \(key)").map(unit)
  }

  /// The department that serves a place on a day: that of the nearest place above it which has one.
  package static func department(_ word: String, serving placeKey: Int64, at day: Day, in session: any Session) throws
    -> Unit?
  {
    try session.first(
      """
      SELECT \(columns) FROM place_above JOIN unit ON unit.place_key = place_above.above_key
      WHERE place_above.place_key = \(placeKey) AND \(PlaceStore.holds("place_above", at: day))
        AND unit.department = \(word) AND \(PlaceStore.holds("unit", at: day))
      ORDER BY place_above.steps LIMIT 1
      """
    ).map(unit)
  }

  /// The community office that serves a place on a day.
  package static func communityOffice(serving placeKey: Int64, at day: Day, in session: any Session) throws -> Unit? {
    try session.first(
      """
      SELECT \(columns) FROM place_above JOIN unit ON unit.place_key = place_above.above_key
      WHERE place_above.place_key = \(placeKey) AND \(PlaceStore.holds("place_above", at: day))
        AND unit.kind = 'communityOffice' AND \(PlaceStore.holds("unit", at: day))
      ORDER BY place_above.steps, unit.unit_key LIMIT 1
      """
    ).map(unit)
  }

  private static let columns: SQL =
    "unit.unit_key, unit.id, unit.kind, unit.department, unit.name, unit.name_en, unit.place_key"

  private static func unit(_ row: Row) throws -> Unit {
    guard let kind = Unit.Kind(rawValue: try row["kind"]) else { throw StoreError.column("kind") }
    return Unit(
      key: try row["unit_key"], id: try row["id"], kind: kind, department: try row["department"], name: try row["name"],
      nameEn: try row["name_en"], placeKey: try row["place_key"])
  }
}

extension UnitStore {
  /// The unit of a name on a day; the oldest, if several have it.
  package static func unit(named name: String, at day: Day, in session: any Session) throws -> Unit? {
    try session.first(
      """
      SELECT \(columns) FROM unit WHERE unit.name = \(name) AND \(PlaceStore.holds("unit", at: day))
      ORDER BY unit.unit_key LIMIT 1
      """
    ).map(unit)
  }
}
