import Access
import Kernel
import Organisation
import Pages
import Rulebook
import Store
import Work

/// What the page of counts shows: figures, months as bars with their table, items, places below.
struct StatisticsPage {
  let call: Call
  let rulebook: Rulebook
  private static let shownItems = 10
  private static let shownMonths = 24

  private struct Pair {
    var accepted = 0
    var closed = 0
    var atOnce = 0
  }

  var context: [String: JSON] {
    get throws {
      let today = call.occasion.today
      let asked = call.query.members.compactMapValues(\.text).filter { !$0.value.isEmpty }
      let home = try StatisticsRoutes.home(call)
      var query = try StatisticsQuery(query: asked, place: home, today: today)
      // The page goes down step by step, and shows the present year unless another time is asked for.
      query.level = nil
      if asked["from"] == nil { query.from = Day(year: query.to.year, month: 1, day: 1) ?? query.from }
      guard let place = try PlaceStore.place(code: query.place, at: today, in: call.session) else {
        throw Failure.notFound
      }
      query.by = [.month, .kind]
      let months = try pairs(query) { $0.month ?? "" }
      query.by = [.item, .kind]
      let items = try pairs(query) { $0.item ?? "" }
      query.by = [.place, .kind]
      let places = try pairs(query) { $0.place ?? "" }
      let total = months.values.reduce(into: Pair()) { sum, pair in
        sum.accepted += pair.accepted
        sum.closed += pair.closed
        sum.atOnce += pair.atOnce
      }
      let path = try path(to: place)
      return [
        "heading": .string(call.say("statistics.title")), "scope": .string(scope(place, query)),
        "place": .string(place.code),
        "from": .string(query.from.iso), "to": .string(query.to.iso), "hasPath": .bool(path.count > 1),
        "path": .array(path),
        "figures": .array(figures(total)), "months": monthBars(months, query), "items": try itemRows(items, place),
        "places": try placeRows(places, of: place, query),
        "emptyText": total.accepted == 0 && total.closed == 0 ? .string(call.say("statistics.emptyText")) : .null,
        "countedTo": .string(
          call.say("statistics.counted", ["time": Words.time(call.occasion.now, zone: call.occasion.zone)])),
      ]
    }
  }

  private func pairs(_ query: StatisticsQuery, by group: (StatisticsRow) -> String) throws -> [String: Pair] {
    try Statistics.rows(query, call.grant, in: call.session).reduce(into: [:]) { pairs, row in
      switch row.kind.flatMap(TallyKind.init(rawValue:)) {
      case .matter: pairs[group(row), default: Pair()].accepted += row.count
      case .closed: pairs[group(row), default: Pair()].closed += row.count
      case .closedSameDay: pairs[group(row), default: Pair()].atOnce += row.count
      default: break
      }
    }
  }

  private func scope(_ place: Place, _ query: StatisticsQuery) -> String {
    call.say(
      "say.scope",
      [
        "place": call.either(place.name, place.nameEn), "from": call.day(query.from), "to": call.day(query.to),
      ])
  }

  private func link(_ place: String) -> JSON {
    .string(
      StatisticsLinks.statistics.link(query: [
        "place": place, "from": call.query.text("from"), "to": call.query.text("to"),
      ]))
  }

  /// The places above that are in reach, from the top down to this one.
  private func path(to place: Place) throws -> [JSON] {
    try PlaceStore.above(place.key, at: call.occasion.today, in: call.session)
      .filter { try call.grant.reaches(place: $0.key, in: call.session) }.reversed()
      .map {
        [
          "name": .string(call.either($0.name, $0.nameEn)), "href": $0.key == place.key ? .null : link($0.code),
        ]
      }
  }

  private func figures(_ total: Pair) -> [JSON] {
    let figure = { (label: String, value: String, detail: String) -> JSON in
      ["label": .string(call.say(label)), "value": .string(value), "detail": .string(detail)]
    }
    let rate = total.accepted == 0 ? "—" : percent(total.atOnce, of: total.accepted)
    return [
      figure("statistics.accepted", "\(total.accepted)", ""), figure("statistics.closed", "\(total.closed)", ""),
      figure(
        "statistics.atOnce", rate, call.say("statistics.of", ["part": "\(total.atOnce)", "whole": "\(total.accepted)"])),
    ]
  }

  /// One decimal, rounded half up, from whole numbers.
  private func percent(_ part: Int, of whole: Int) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2)
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private func monthBars(_ months: [String: Pair], _ query: StatisticsQuery) -> JSON {
    let names = Self.months(from: query.from, to: query.to).suffix(Self.shownMonths)
    let counts = names.map { (name: $0, pair: months[$0] ?? Pair()) }
    let most = max(counts.map(\.pair.accepted).max() ?? 0, 1)
    let step = 600 / max(names.count, 1)
    let width = min(44, step * 3 / 5)
    let bars: [JSON] = counts.enumerated().map { index, month in
      let height = month.pair.accepted * 108 / most
      let middle = index * step + step / 2
      return [
        "x": JSON(middle - width / 2), "y": JSON(138 - height), "width": JSON(width), "height": JSON(height),
        "middle": JSON(middle), "value": .string("\(month.pair.accepted)"), "valueY": JSON(132 - height),
        "label": .string(label(month.name)), "labelY": 158,
      ]
    }
    let rows: [JSON] = counts.map {
      ["label": .string(label($0.name)), "cells": ["\($0.pair.accepted)", "\($0.pair.closed)"].json]
    }
    let sum = counts.reduce((0, 0)) { ($0.0 + $1.pair.accepted, $0.1 + $1.pair.closed) }
    let best = counts.max { $0.pair.accepted < $1.pair.accepted }
    return [
      "many": .bool(names.count > 12), "width": 600, "height": 170, "baseline": 138, "bars": .array(bars),
      "rows": .array(rows),
      "remark": best.map {
        .string(call.say("say.monthMost", ["month": label($0.name), "count": "\($0.pair.accepted)"]))
      } ?? "",
      "spoken": .string(
        counts.map { "\(label($0.name)) \($0.pair.accepted)" }.joined(separator: call.say("frame.comma"))),
      "columns": [call.say("statistics.accepted"), call.say("statistics.closed")].json,
      "sum": ["cells": ["\(sum.0)", "\(sum.1)"].json],
    ]
  }

  private func label(_ month: String) -> String { call.say("month.\(Int(month.suffix(2)) ?? 0)") }

  static func months(from first: Day, to last: Day) -> [String] {
    var months: [String] = []
    var day = first
    while day <= last {
      let name = String(day.iso.prefix(7))
      if months.last != name { months.append(name) }
      day = day.adding(days: 28)
    }
    let end = String(last.iso.prefix(7))
    if months.last != end { months.append(end) }
    return months
  }

  private func itemRows(_ items: [String: Pair], _ place: Place) throws -> JSON {
    let catalogue = try rulebook.inForce(
      WindowCatalogue.self, at: place.key, on: call.occasion.today, in: call.session)
    let sorted = items.filter { !$0.key.isEmpty && $0.value.accepted > 0 }
      .sorted { ($1.value.accepted, $0.key) < ($0.value.accepted, $1.key) }
    let most = max(sorted.first?.value.accepted ?? 1, 1)
    let rows: [JSON] = sorted.prefix(Self.shownItems).map { code, pair in
      let item = catalogue.content.item(code)
      return [
        "label": .string(item.map { call.either($0.name.zh, $0.name.en) } ?? code),
        "accepted": .string("\(pair.accepted)"),
        "closed": .string("\(pair.closed)"), "share": JSON(pair.accepted * 100 / most),
      ]
    }
    let counted = ["shown": "\(rows.count)", "count": "\(sorted.count)"]
    return ["remark": .string(call.say("statistics.itemsShown", counted)), "rows": .array(rows)]
  }

  private func placeRows(_ places: [String: Pair], of place: Place, _ query: StatisticsQuery) throws -> JSON {
    let below = try PlaceStore.below(place.key, at: call.occasion.today, in: call.session)
    var rows: [JSON] = below.map { part in
      let pair = places[part.code] ?? Pair()
      return [
        "label": .string(call.either(part.name, part.nameEn)), "href": link(part.code),
        "cells": ["\(pair.accepted)", "\(pair.closed)"].json,
      ]
    }
    if let own = places[place.code], own.accepted != 0 || own.closed != 0, !below.isEmpty {
      rows.append([
        "label": .string(call.say("statistics.elsewhere")), "href": .null,
        "cells": ["\(own.accepted)", "\(own.closed)"].json,
      ])
    }
    guard !rows.isEmpty else { return .null }
    return [
      "remark": .string(call.say("statistics.parts", ["count": "\(below.count)"])), "rows": .array(rows),
      "columns": [call.say("statistics.accepted"), call.say("statistics.closed")].json,
    ]
  }
}

extension [String] {
  fileprivate var json: JSON { .array(map { .string($0) }) }
}
