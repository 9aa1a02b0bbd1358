/// Where somebody lives inside a community: compound, building, unit, room.
///
/// Several compounds of one community may count their buildings from 1, so that a home is known by compound, building,
/// unit and room together. Parts are plain numbers as text ("7", "3", "502") with the letters they bear ("甲7", "502A",
/// "B101"); a shop on the ground floor is the room "底商3".
package struct HomeAddress: Hashable, Sendable {
  /// The estate's name as written, such as 河湾小区.
  package var compound: String?
  package var building: String
  package var unit: String?

  /// As written, else told by the room: 502 lies on 5, 1202 on 12, B101 on B1.
  package var floor: String?
  package var room: String?

  package init(
    compound: String? = nil, building: String, unit: String? = nil, floor: String? = nil, room: String? = nil
  ) {
    self.compound = compound
    self.building = building
    self.unit = unit
    self.floor = floor ?? room.flatMap(Self.floor(ofRoom:))
    self.room = room
  }

  /// Reads free text; nil if no building can be read. A text that names a building or a unit only has no `room`.
  package static func read(_ text: String) -> HomeAddress? {
    HomeFragment.read(text).home
  }

  /// `7-3-502`, `7-502`: how people say it and search for it.
  package var short: String {
    [building, unit, room].compactMap(\.self).joined(separator: "-")
  }

  /// `7号楼3单元502`, `7号楼底商3`.
  package var chinese: String {
    "\(building)号楼" + (unit.map { "\($0)单元" } ?? "") + (room ?? "")
  }

  /// The floor that a room's number tells: its digits without the last two.
  package static func floor(ofRoom room: String) -> String? {
    let letters = room.prefix { $0 == "B" }
    let digits = room.dropFirst(letters.count).prefix(while: \.isASCIIDigit)
    guard (3...4).contains(digits.count), letters.count <= 1 else { return nil }
    return letters + String(Int(digits.dropLast(2)) ?? 0)
  }
}
