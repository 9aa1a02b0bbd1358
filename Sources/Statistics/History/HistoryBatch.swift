import Kernel
import Organisation
import Store
import Work

/// The rows of one transaction.
struct HistoryBatch {
  private let layout: HistoryLayout
  private let zone: Zone
  private let session: any Session
  private var facts: [(row: Int, placeKey: Int64, fact: HistoryRow)] = []
  private var refusals: [HistoryReport.Refusal] = []
  private var places: [String: Place] = [:]

  init(layout: HistoryLayout, zone: Zone, in session: any Session) {
    self.layout = layout
    self.zone = zone
    self.session = session
  }

  mutating func read(_ cells: [String], row: Int) throws {
    do {
      let fact = try HistoryRow(cells, layout, zone: zone)
      facts.append((row, try placeKey(fact), fact))
    } catch let problem as HistoryRow.Problem {
      refusals.append(.init(row: row, reason: Phrase("history.\(problem.rawValue)")))
    }
  }

  /// The place that had the code on the day.
  private mutating func placeKey(_ fact: HistoryRow) throws -> Int64 {
    let day = zone.day(of: fact.happenedAt)
    let name = fact.place + day.iso.prefix(7)
    if let known = places[name] { return known.key }
    guard let place = try PlaceStore.place(code: fact.place, at: day, in: session) else {
      throw HistoryRow.Problem.place
    }
    places[name] = place
    return place.key
  }

  func write(importKey: Int64) throws {
    try HistoryStore.insert(facts, importKey: importKey, in: session)
    var amounts: [TallyKey: Int] = [:]
    for (_, placeKey, fact) in facts {
      amounts[
        TallyKey(placeKey: placeKey, day: zone.day(of: fact.happenedAt), kind: fact.kind, item: fact.item), default: 0] +=
        1
    }
    try TallyFolder.add(amounts, in: session)
    try HistoryStore.advance(importKey, accepted: facts.count, rejected: refusals.count, in: session)
  }

  func report(received: Int) -> HistoryReport {
    HistoryReport(
      received: received, taken: facts.count, refused: refusals.count,
      alreadyThere: received - facts.count - refusals.count, refusals: refusals)
  }
}
