import Kernel

/// Reads homes from one or several columns, and remembers what lines above say.
struct HomeReader {
  /// The home of the last person; nil if it could not be read.
  private(set) var last: HomeAddress?
  /// What a line of its own says, such as 7号楼 or 3单元, until the next one.
  private var line = HomeFragment()
  /// A home on a line of its own right above, with its people below.
  private var above: HomeAddress?
  private var household: String?

  /// What a row's home columns say.
  enum Said {
    case nothing, ditto
    case something(HomeFragment)
    case unreadable

    var fragment: HomeFragment? {
      if case .something(let fragment) = self { return fragment }
      return nil
    }
  }

  /// Takes a line that names a building, a unit or a home.
  mutating func take(line new: HomeFragment) {
    var new = new
    if new.building == nil, new.loose.count < 3 { new = new.completed(by: line.withoutRoom) }
    above = new.home.flatMap { $0.room == nil ? nil : $0 }
    if above == nil { line = new }
  }

  /// The home of a person's row, given what its columns say.
  mutating func read(_ said: Said, _ view: RowView, startsHousehold isHead: Bool) -> HomeAddress? {
    let number = view.cell(.householdNumber).text
    let sameHousehold = !number.isEmpty && number == household
    let changed = !number.isEmpty && household != nil && number != household
    if !number.isEmpty { household = number }
    let home: HomeAddress? =
      switch said {
      case .ditto: last
      case .unreadable: nil
      case .nothing: inherited(view, mayTakeAbove: sameHousehold || !(isHead || changed))
      case .something(let fragment): completed(fragment, view, mayTakeRoom: sameHousehold || !(isHead || changed))
      }
    last = home
    above = nil
    return home
  }

  mutating func forgetLast() { last = nil }

  private func inherited(_ view: RowView, mayTakeAbove: Bool) -> HomeAddress? {
    if let above { return above }
    return view.layout.isHouseholdList && mayTakeAbove ? last : nil
  }

  /// Completes a home by the line that stands over it, else by the home above.
  private mutating func completed(_ said: HomeFragment, _ view: RowView, mayTakeRoom: Bool) -> HomeAddress? {
    var fragment = said
    if let own = fragment.building, own != line.building { line = HomeFragment() }
    if fragment.building == nil, fragment.loose.count < 3 {
      // Only a column for buildings is filled in once for several rows; in an address nothing is left out like that.
      let over = line.building != nil ? line : view.hasBuildingColumn ? last.map(HomeFragment.init(home:)) : nil
      guard let over, over.building != nil else { return complete(said.home) }
      fragment.building = over.building
      fragment.compound = fragment.compound ?? over.compound
      let lastUnit = view.layout.column(.unit) != nil && last?.building == over.building ? last?.unit : nil
      if fragment.unit == nil, fragment.loose.count < 2 { fragment.unit = over.unit ?? lastUnit }
    }
    if fragment.room == nil, fragment.loose.isEmpty, view.layout.isHouseholdList, mayTakeRoom, let last,
      fragment.building == last.building, fragment.unit == nil || fragment.unit == last.unit
    {
      return last
    }
    return complete(fragment.home)
  }

  /// A building alone is nobody's home.
  private func complete(_ home: HomeAddress?) -> HomeAddress? {
    home.flatMap { $0.room == nil ? nil : $0 }
  }

  /// What a row's home columns say.
  static func said(_ view: RowView, _ dittos: DittoMarks) -> Said {
    var cells = view.layout.homeColumns.map { (column: $0, cell: view.value($0.index)) }
      .filter { !$0.cell.isBlank && !meansOwn($0.cell.text) }
    guard !cells.isEmpty else { return .nothing }
    let marks = cells.indices.filter { SkipWords.isDitto(cells[$0].cell.text) }
    if marks.count == cells.count { return .ditto }
    for index in marks { cells[index].cell = dittos.cell(cells[index].column.index) }
    var whole = HomeFragment()
    for (column, cell) in cells {
      if let part = column.field.homePart { whole = whole.joined(with: HomeFragment.read(text(cell), as: part)) }
    }
    for (column, cell) in cells where column.field == .address {
      whole = whole.joined(with: HomeFragment.read(text(cell)))
    }
    return whole.isEmpty ? .unreadable : .something(whole)
  }

  /// 本户: this household's home, which stands elsewhere.
  private static func meansOwn(_ text: String) -> Bool {
    ["本户", "本家", "同本户"].contains(HeadingText(text).unbracketed)
  }

  /// A home such as 2-2 that a spreadsheet turned into the second of February is read back.
  private static func text(_ cell: Cell) -> String {
    guard cell.kind == .date, let day = Day(String(cell.text.prefix(10))) else { return cell.text }
    return "\(day.month)-\(day.day)"
  }
}

extension ListField {
  var homePart: HomeFragment.Part? {
    switch self {
    case .compound: .compound
    case .building: .building
    case .unit: .unit
    case .floor: .floor
    case .room: .room
    default: nil
    }
  }
}

extension HomeFragment {
  init(home: HomeAddress) {
    self.init()
    (compound, building, unit, room) = (home.compound, home.building, home.unit, home.room)
  }

  var withoutRoom: HomeFragment {
    var fragment = self
    (fragment.room, fragment.floor, fragment.loose) = (nil, nil, [])
    return fragment
  }

  /// Another column's words added; what contradicts this fragment's building is not its home.
  func joined(with other: HomeFragment) -> HomeFragment {
    if let mine = building, let theirs = other.building, mine != theirs { return self }
    var other = other
    // 3-502 beside unit 3, or 7-3-502 beside building 7 and unit 3, say it twice.
    for known in [building, unit] {
      if let known, other.loose.count > 1, other.loose.first == known, other.loose.count > (unit == nil ? 2 : 1) {
        other.loose.removeFirst()
      }
    }
    if unit != nil, room == nil, other.room == nil, other.loose.count == 1 { other.room = other.loose.removeFirst() }
    return completed(by: other)
  }
}
