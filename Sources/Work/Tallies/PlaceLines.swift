import Kernel
import Store

/// Every place with the places above it on a day, remembered for one piece of work.
struct PlaceLines {
  private struct Line {
    let above: Int64
    let steps: Int
    let from: Day
    let to: Day?
    func holds(on day: Day) -> Bool { from <= day && (to.map { day < $0 } ?? true) }
  }
  private var lines: [Int64: [Line]] = [:]
  private let session: any Session

  init(in session: any Session) { self.session = session }

  /// The place itself and all places above it on that day. A place that didn't hold yet on the day counts for itself
  /// alone: nothing is ever lost.
  mutating func above(_ placeKey: Int64, on day: Day) throws -> [Int64] {
    let above = try known(placeKey).filter { $0.holds(on: day) && $0.above != placeKey }.map(\.above)
    return [placeKey] + above
  }

  /// How many steps one place lies below another on that day; nil if it doesn't.
  mutating func steps(from placeKey: Int64, to above: Int64, on day: Day) throws -> Int? {
    try known(placeKey).first { $0.above == above && $0.holds(on: day) }?.steps
  }

  private mutating func known(_ placeKey: Int64) throws -> [Line] {
    if let known = lines[placeKey] { return known }
    let read = try read(placeKey)
    lines[placeKey] = read
    return read
  }

  private func read(_ placeKey: Int64) throws -> [Line] {
    try session.all("SELECT above_key, steps, valid_from, valid_to FROM place_above WHERE place_key = \(placeKey)").map
    {
      Line(above: try $0["above_key"], steps: try $0["steps"], from: try $0["valid_from"], to: try $0["valid_to"])
    }
  }

  /// The amounts for the places where it happened and for every place above.
  mutating func spread(_ amounts: [TallyKey: Int]) throws -> [TallyKey: Int] {
    var spread: [TallyKey: Int] = [:]
    for (key, amount) in amounts {
      for place in try above(key.placeKey, on: key.day) {
        spread[TallyKey(placeKey: place, day: key.day, kind: key.kind, item: key.item), default: 0] += amount
      }
    }
    return spread
  }
}
