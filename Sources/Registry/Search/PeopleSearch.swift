import Access
import Foundation
import Kernel
import Store
import Trust

/// Finds people by what somebody types at a counter: names, aliases, pinyin, initials, last four digits, homes, and
/// several of these together.
package enum PeopleSearch {
  package struct Page: Sendable {
    package let hits: [PersonView]
    /// How many were found, at most `mostCounted`.
    package let count: Int
    /// There are more than `count`: the answer says "100+".
    package let isMore: Bool
    /// Where the next page begins; nil on the last one.
    package let next: String?
  }

  /// People who are ranked against each other. Whoever types so little that more than these fit will type on.
  package static let mostCandidates = 1000
  /// Entries of the rarest token that are held against the other tokens, or against a grid smaller than the index's scope.
  package static let mostLooked = 10_000
  /// Beyond this the answer says "100+".
  package static let mostCounted = 100

  /// - Parameters:
  ///   - place: the code of a place to narrow the search to.
  ///   - limit: people on a page, 1 to 200.
  ///   - cursor: what `next` gave.
  /// - Throws: `notFound` for a place out of reach, `invalid` for a cursor that isn't ours.
  package static func find(
    _ text: String, place: String? = nil, limit: Int = 50, cursor: String? = nil, grant: Grant, vault: Vault,
    in session: any Session
  ) throws -> Page {
    let start = try cursor.map(SearchCursor.init(text:))
    let reach = try SearchReach(grant, place: place, in: session)
    let query = SearchQuery(text, today: grant.day)
    guard !query.tokens.isEmpty else { return Page(hits: [], count: 0, isMore: false, next: nil) }
    let secrets = try PersonSecrets(vault)
    let scope = SearchScope(homes: grant.sees(.home), numbers: grant.sees(.numbers), phones: grant.sees(.phones))
    let tokens = try query.tokens.map { try $0.ranges(scope, digest: secrets.term) }
    let found = try candidates(tokens, reach: reach, grant: grant, in: session)
    return try page(
      of: found, tokens: query.tokens, from: start, limit: min(max(limit, 1), 200), grant: grant, in: session)
  }

  /// The people whom all tokens find, best first.
  static func candidates(_ tokens: [[TermRange]], reach: SearchReach, grant: Grant, in session: any Session) throws
    -> [SearchCursor]
  {
    guard !tokens.contains(where: \.isEmpty) else { return [] }
    var ranks: [Int64: Int] = [:]
    for scope in reach.scopes {
      for (key, rank) in try candidates(tokens, scope: scope, grant: grant, in: session) {
        ranks[key] = min(ranks[key] ?? Int.max, rank)
      }
    }
    return ranks.map { SearchCursor(rank: $0.value, personKey: $0.key) }.sorted()
  }

  private static func candidates(
    _ tokens: [[TermRange]], scope: SearchReach.Scope, grant: Grant, in session: any Session
  ) throws -> [Int64: Int] {
    let order = try rarestFirst(tokens, scope: scope.key, in: session)
    guard let first = order.first else { return [:] }
    let others = Array(order.dropFirst())
    var entries: [SearchStore.Entry] = []
    let looked = others.isEmpty && scope.within == nil ? mostCandidates : mostLooked
    for range in first {
      entries += try SearchStore.entries(
        range, scope: scope, others: others, grant: grant, looked: looked, most: mostCandidates, in: session)
    }
    var ranks = best(entries, in: first)
    for other in others {
      let found = try SearchStore.entries(of: Array(ranks.keys), ranges: other, scope: scope.key, in: session)
      let more = best(found, in: other)
      ranks = Dictionary(uniqueKeysWithValues: ranks.compactMap { key, rank in more[key].map { (key, rank + $0) } })
    }
    return ranks
  }

  /// Each person's best rank among the entries of a token.
  private static func best(_ entries: [SearchStore.Entry], in ranges: [TermRange]) -> [Int64: Int] {
    var ranks: [Int64: Int] = [:]
    for entry in entries {
      let rank = entry.kind.rank(exact: ranges.contains { $0.isExact(entry.term) })
      ranks[entry.personKey] = min(ranks[entry.personKey] ?? Int.max, rank)
    }
    return ranks
  }

  /// The tokens by how many entries they have; one token alone needs no counting.
  private static func rarestFirst(_ tokens: [[TermRange]], scope: Int64, in session: any Session) throws
    -> [[TermRange]]
  {
    guard tokens.count > 1 else { return tokens }
    let counted = try tokens.map { ranges in
      (ranges, try SearchStore.count(ranges, scope: scope, most: mostLooked, in: session))
    }
    return counted.sorted { $0.1 < $1.1 }.map(\.0)
  }

  private static func page(
    of found: [SearchCursor], tokens: [SearchToken], from start: SearchCursor?, limit: Int, grant: Grant,
    in session: any Session
  ) throws -> Page {
    let rest = start.map { start in found.drop { $0 <= start } } ?? found[...]
    let shown = Array(rest.prefix(limit))
    let people = try PersonStore.people(keys: shown.map(\.personKey), grant: grant, in: session)
    let byKey = Dictionary(uniqueKeysWithValues: people.map { ($0.key, $0) })
    let views = try PersonStore.views(
      of: shown.compactMap { byKey[$0.personKey] }, grant: grant, in: session)
    return Page(
      hits: views.map { view in
        var view = view
        view.matched = tokens.compactMap { SearchMatch.best(of: $0, in: view) }
        return view
      },
      count: min(found.count, mostCounted), isMore: found.count > mostCounted,
      next: rest.count > limit ? shown.last?.text : nil)
  }
}
