import Foundation
import Kernel

/// What a list of orders is asked for.
package struct OrderFilter: Sendable, Hashable {
  /// Whose list. Without one: everything in reach.
  package enum List: String, Sendable, CaseIterable {
    /// Everything at the places of one's reach.
    case place
    /// In the hands of one's own units.
    case unit
    /// Where one was asked first (我发起的).
    case first
    /// What one handed on or closed (已办), the latest first.
    case done
  }
  package enum Owner: Sendable, Hashable {
    case unit(EntityID)
    /// In my own hands.
    case me
  }
  package enum Due: Sendable, Hashable {
    case overdue
    /// Until the end of a day, what is overdue among it.
    case by(Day)
  }
  package enum State: Sendable, Hashable {
    /// Everything that is not closed.
    case open
    case one(OrderState)
  }
  /// The last order of the page before.
  package struct Cursor: Sendable, Hashable {
    let rank: Int64
    let key: Int64
  }

  package var list: List?
  package var state: State
  /// The code of a place in reach: only what lies there or below.
  package var place: String?
  package var owner: Owner?
  package var due: Due?
  /// 1 to 200.
  package var limit: Int
  package var cursor: Cursor?

  package init(
    list: List? = nil, state: State = .open, place: String? = nil, owner: Owner? = nil, due: Due? = nil,
    limit: Int = 50, cursor: Cursor? = nil
  ) {
    self.list = list
    self.state = state
    self.place = place
    self.owner = owner
    self.due = due
    self.limit = min(max(limit, 1), 200)
    self.cursor = cursor
  }
}

extension OrderFilter {
  /// Reads the query parameters `list`, `state` (open or a state), `place`, `owner` (a unit's id, or `me`), `due`
  /// (`overdue`, `today` or a date), `limit`, `cursor`.
  /// - Throws: `Failure(.invalid)` that points at each parameter that can't be read.
  package init(query: [String: String], today: Day) throws {
    var failures: [FieldFailure] = []
    func read<Value>(_ name: String, _ parse: (String) -> Value?) -> Value? {
      guard let text = query[name], !text.isEmpty else { return nil }
      if let value = parse(text) { return value }
      failures.append(FieldFailure("?\(name)", Phrase("problem.value", ["name": name])))
      return nil
    }
    self.init(
      list: read("list", List.init(rawValue:)), state: read("state", Self.state) ?? .open, place: read("place") { $0 },
      owner: read("owner") { $0 == "me" ? .me : EntityID($0).map { .unit($0) } },
      due: read("due") { Self.due($0, today: today) },
      limit: read("limit") { Int($0).flatMap { (1...200).contains($0) ? $0 : nil } } ?? 50,
      cursor: read("cursor", Cursor.init))
    guard failures.isEmpty else { throw Failure(.invalid, "problem.invalid", fields: failures) }
  }

  private static func state(_ word: String) -> State? {
    word == "open" ? .open : OrderState(rawValue: word).map { .one($0) }
  }

  private static func due(_ word: String, today: Day) -> Due? {
    switch word {
    case "overdue": .overdue
    case "today": .by(today)
    default: Day(word).map { .by($0) }
    }
  }
}

extension OrderFilter.Cursor {
  /// Reads what `text` gives; nil for anything else.
  package init?(_ text: String) {
    let padded = text.replacing("-", with: "+").replacing("_", with: "/")
    let length = (padded.count + 3) / 4 * 4
    guard let bytes = Data(base64Encoded: padded + String(repeating: "=", count: length - padded.count)) else {
      return nil
    }
    let numbers = String(decoding: bytes, as: UTF8.self).split(separator: ".").map { Int64($0) }
    guard numbers.count == 2, let rank = numbers[0], let key = numbers[1] else { return nil }
    self.init(rank: rank, key: key)
  }

  /// Opaque outside.
  package var text: String {
    Data("\(rank).\(key)".utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }
}
