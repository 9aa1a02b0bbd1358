import Kernel
import Organisation
import Store

/// Open deltas as the statistics part them.
package enum OpenTallies {
  /// What is open within a place, put down to the place one step below (or of a level) in which it lies, or to the place
  /// itself where it lies in none.
  package static func within(
    _ place: Place, from first: Day, to last: Day, level: Place.Level?, in session: any Session
  ) throws -> [TallyKey: Int] {
    var lines = PlaceLines(in: session)
    var levels: [Int64: Place.Level] = [:]
    var amounts: [TallyKey: Int] = [:]
    for (key, amount) in try TallyStore.open(from: first, to: last, in: session) {
      let above = try lines.above(key.placeKey, on: key.day)
      guard above.contains(place.key) else { continue }
      let part = try above.first { candidate in
        guard let steps = try lines.steps(from: candidate, to: place.key, on: key.day), steps > 0 else { return false }
        if let level {
          if levels[candidate] == nil { levels[candidate] = try PlaceStore.place(key: candidate, in: session)?.level }
          return levels[candidate] == level
        }
        return steps == 1
      }
      amounts[TallyKey(placeKey: part ?? place.key, day: key.day, kind: key.kind, item: key.item), default: 0] += amount
    }
    return amounts
  }
}
