import Foundation
import Kernel

/// Finds items of a catalogue as people ask for them: part of the name, pinyin, its initials, everyday words, the code.
///
/// A catalogue has some dozens of items; they are held in memory with their readings, and looked through.
package struct CatalogueSearch: Sendable {
  /// How an item was found, the strongest first.
  package enum Kind: Int, Sendable, CaseIterable, Comparable {
    case code, name, everyday, initials, pinyin, category
    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    /// The word of the interface.
    package var word: String { String(describing: self) }
  }
  package struct Match: Sendable, Hashable {
    package let item: CatalogueItem
    package let kind: Kind
    /// What matched: the name, the everyday word, the code.
    package let text: String
  }
  private struct Entry: Sendable {
    let item: CatalogueItem
    let position: Int
    let initials: Set<String>
    let full: Set<String>
  }
  private struct Score: Comparable {
    let kind: Kind
    /// 0 the whole, 1 its beginning, 2 somewhere in it, 3 scattered.
    let fit: Int
    let text: String
    /// The whole before a part, a part before what is scattered; then the stronger kind.
    private var rank: Int { fit == 0 ? 0 : fit < 3 ? 1 : 2 }
    static func < (left: Score, right: Score) -> Bool {
      (left.rank, left.kind, left.fit) < (right.rank, right.kind, right.fit)
    }
  }
  private let entries: [Entry]

  package init(_ items: [CatalogueItem]) {
    entries = items.enumerated().map { position, item in
      let readings = ([item.name.zh] + item.everydayWords).flatMap { Pinyin.readings(of: $0, surname: false) }
      return Entry(
        item: item, position: position, initials: Set(readings.map(\.initials)), full: Set(readings.map(\.full)))
    }
  }

  /// The items that match every word of what was typed, the best first; all of them, in the catalogue's order, for
  /// nothing typed.
  package func find(_ typed: String) -> [Match] {
    let words = typed.precomposedStringWithCompatibilityMapping.lowercased().split {
      $0.isWhitespace || $0 == "，" || $0 == ","
    }
    .map(String.init)
    guard !words.isEmpty else { return entries.map { Match(item: $0.item, kind: .name, text: $0.item.name.zh) } }
    let found = entries.compactMap { entry -> (entry: Entry, score: Score)? in
      let scores = words.map { Self.score($0, entry) }
      guard let worst = scores.compactMap({ $0 }).max(), !scores.contains(nil) else { return nil }
      return (entry, worst)
    }
    return found.sorted { ($0.score, $0.entry.position) < ($1.score, $1.entry.position) }
      .map { Match(item: $0.entry.item, kind: $0.score.kind, text: $0.score.text) }
  }

  private static func score(_ word: String, _ entry: Entry) -> Score? {
    let item = entry.item
    var scores: [Score] = []
    func add(_ kind: Kind, _ text: String, _ fit: Int?) {
      if let fit { scores.append(Score(kind: kind, fit: fit, text: text)) }
    }
    let code = item.code.lowercased()
    if word.count >= 2, code.hasPrefix(word) { add(.code, item.code, code == word ? 0 : 1) }
    add(.name, item.name.zh, fit(word, in: item.name.zh))
    add(.name, item.name.en, word.count >= 3 ? fit(word, in: item.name.en.lowercased()) : nil)
    for everyday in item.everydayWords {
      add(.everyday, everyday, fit(word, in: everyday) ?? (everyday.count >= 2 && word.contains(everyday) ? 2 : nil))
    }
    if isLatin(word) {
      for initials in entry.initials where initials.hasPrefix(word) {
        add(.initials, item.name.zh, initials == word ? 0 : 1)
      }
      for full in entry.full where word.count >= 2 && full.hasPrefix(word) {
        add(.pinyin, item.name.zh, full == word ? 0 : 1)
      }
    }
    for label in [item.category, item.subcategory] { add(.category, label.zh, fit(word, in: label.zh)) }
    if scores.isEmpty, word.count >= 2, !isLatin(word), scattered(word, in: item.name.zh) {
      add(.name, item.name.zh, 3)
    }
    return scores.min()
  }

  private static func fit(_ word: String, in text: String) -> Int? {
    if text == word { return 0 }
    if text.hasPrefix(word) { return 1 }
    return text.contains(word) ? 2 : nil
  }

  /// Whether the characters stand in the text in this order, with others between: 低保申请 in 最低生活保障申请.
  private static func scattered(_ word: String, in text: String) -> Bool {
    var rest = text[...]
    for character in word {
      guard let index = rest.firstIndex(of: character) else { return false }
      rest = rest[rest.index(after: index)...]
    }
    return true
  }

  private static func isLatin(_ word: String) -> Bool { word.utf8.allSatisfy { (97...122).contains($0) } }
}
