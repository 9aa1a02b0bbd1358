/// What one text or one column says about a home; lists spread a home over several columns.
///
/// `7号楼` in one column and `1-1` in the next are building 7, unit 1, room 1: numbers without a word are `loose` until
/// it is known what else there is.
package struct HomeFragment: Hashable, Sendable {
  package var compound: String?
  package var building: String?
  package var unit: String?
  package var floor: String?
  package var room: String?

  /// Numbers that no word explains, in their order.
  package var loose: [String] = []

  package init() {}

  package var isEmpty: Bool { self == HomeFragment() }

  /// What a separate column holds; `7`, `7.0`, `07`, `七`, `7号楼`, `7#`, `3单元`, `502室` are all understood.
  package enum Part: Sendable, Hashable {
    case compound, building, unit, floor, room
  }

  /// Reads free text, such as an address column.
  package static func read(_ text: String) -> HomeFragment {
    HomeGrammar.fragment(of: text)
  }

  /// Reads the cell of a column for one part. A cell that says more (a building column with `7号楼3单元`) gives it all.
  package static func read(_ cell: String, as part: Part) -> HomeFragment {
    let cell = CellText(cell)
    var fragment = HomeFragment()
    if cell.isEmptyMark { return fragment }
    if part == .compound {
      fragment.compound = CompoundName.read(cell.compact)
      return fragment
    }
    let text = withoutDecimals(cell.text)
    fragment = HomeGrammar.fragment(of: text, partFirst: part != .building)
    fragment.settle(as: part)
    return fragment
  }

  /// This fragment with what it lacks taken from another one; its own words win.
  package func completed(by other: HomeFragment) -> HomeFragment {
    var whole = self
    whole.compound = compound ?? other.compound
    whole.building = building ?? other.building
    whole.unit = unit ?? other.unit
    whole.floor = floor ?? other.floor
    whole.room = room ?? other.room
    if loose.isEmpty { whole.loose = other.loose }
    return whole
  }

  /// The home, if a building can be told. Loose numbers are building, unit and room as far as those are open.
  package var home: HomeAddress? {
    var whole = self
    whole.settleLoose()
    guard let building = whole.building, whole.loose.isEmpty else { return nil }
    return HomeAddress(
      compound: whole.compound, building: building, unit: whole.unit, floor: whole.floor, room: whole.room)
  }

  /// `7.0` and `502.0` are number cells that went through some program.
  private static func withoutDecimals(_ text: String) -> String {
    text.hasSuffix(".0") && text.dropLast(2).allSatisfy(\.isASCIIDigit) ? String(text.dropLast(2)) : text
  }
}

extension HomeFragment {
  /// A single number in a part's column is that part.
  fileprivate mutating func settle(as part: Part) {
    switch part {
    case .building where building == nil && loose.count == 1: building = loose.removeFirst()
    case .unit where unit == nil: unit = takeLone()
    case .floor where floor == nil: floor = takeLone()
    case .room where room == nil && loose.count == 1: room = loose.removeFirst()
    default: break
    }
  }

  /// The one number of a column, which the grammar may have taken for a room.
  private mutating func takeLone() -> String? {
    if loose.count == 1 { return loose.removeFirst() }
    guard loose.isEmpty, let lone = room else { return nil }
    room = nil
    return lone
  }

  fileprivate mutating func settleLoose() {
    if room == nil, !loose.isEmpty { room = loose.removeLast() }
    if building == nil, !loose.isEmpty { building = loose.removeFirst() }
    if unit == nil, !loose.isEmpty { unit = loose.removeFirst() }
    if let storey = loose.first, room?.hasPrefix(storey) == true { floor = loose.removeFirst() }
  }
}
