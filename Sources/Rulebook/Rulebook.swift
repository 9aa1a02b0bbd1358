import Access
import Crypto
import Foundation
import Kernel
import Organisation
import Store
import Synchronization
import Trust

/// The rules that an office may change: versioned, dated, approved documents, the nearest place's first.
///
/// Which document is in force is asked of the database each time, by index, so that every node follows a publication at
/// once and a publication that was rolled back leaves no trace. Only the decoded content is kept in memory, by the digest
/// of what it was decoded from: it can't be out of date.
package final class Rulebook: Sendable {
  private struct Name: Hashable {
    let kind: RuleKind
    let digest: Data
  }
  private let decoded = Mutex<[Name: any RuleContent]>([:])

  package init() {}

  /// The rule of a kind that holds at a place on a day: the newest version of the nearest place that has one.
  /// - Throws: `Failure(.broken, "rule.missing")` if neither the place nor any place above has one for that day.
  package func inForce<Content: RuleContent>(
    _ type: Content.Type, at placeKey: Int64, on day: Day, in session: any Session
  ) throws -> InForce<Content> {
    guard let found = try RuleStore.inForce(Content.kind, at: placeKey, on: day, in: session) else {
      throw Failure(.broken, Phrase("rule.missing", ["kind": Content.kind.rawValue, "day": day.iso]))
    }
    let content = try content(type, key: found.key, digest: found.digest, in: session)
    return InForce(documentKey: found.key, version: found.version, content: content)
  }

  /// The very version that a decision named.
  package func version<Content: RuleContent>(_ type: Content.Type, key: Int64, in session: any Session) throws
    -> InForce<Content>
  {
    guard let head = try RuleStore.head(key: key, in: session) else { throw Failure.notFound }
    let content = try content(type, key: key, digest: head.digest, in: session)
    return InForce(documentKey: key, version: head.version, content: content)
  }

  /// Makes a new version of a rule, in the caller's transaction; the rule of before holds until the day before `day`.
  /// If the newest version says the same from a day that is not later, it stays and is returned: publishing the
  /// delivered rules again at each start changes nothing.
  /// - Parameter actor: who approved it, for the document and the journal; `.system` for what is delivered.
  /// - Throws: `RuleRefusal` if the content can't be worked with.
  @discardableResult package func publish<Content: RuleContent>(
    _ content: Content, at place: Place, from day: Day, to end: Day? = nil, by actor: EventActor = .system,
    on occasion: Occasion, in session: any Session
  ) throws -> RuleDocument {
    try content.check()
    try session.lock(.named("rulebook"))
    let text = try Self.json(content)
    let digest = Data(SHA256.hash(data: Data(text.utf8)))
    let newest = try RuleStore.newest(Content.kind, at: place.key, in: session)
    if let newest, newest.digest == digest, newest.validFrom <= day, newest.validTo == end { return newest }
    var document = RuleDocument(
      key: 0, id: occasion.newID(), kind: Content.kind, placeKey: place.key, version: (newest?.version ?? 0) + 1,
      content: text, digest: digest, validFrom: day, validTo: end, approvedByKey: actor.accountKey,
      approvedAt: occasion.now)
    document.key = try RuleStore.insert(document, in: session)
    try Journal.append(Self.event(document, at: place, by: actor, on: occasion), session)
    return document
  }

  /// Publishes what the program is delivered with: the first version of a rule, and newer ones as long as no office has
  /// approved one of its own at that place. An office's rule is never replaced by an upgrade.
  package func deliver(
    _ content: some RuleContent, at place: Place, from day: Day, on occasion: Occasion, in session: any Session
  ) throws {
    try session.lock(.named("rulebook"))
    let newest = try RuleStore.newest(type(of: content).kind, at: place.key, in: session)
    guard newest?.approvedByKey == nil else { return }
    try publish(content, at: place, from: day, on: occasion, in: session)
  }

  private static func event(_ document: RuleDocument, at place: Place, by actor: EventActor, on occasion: Occasion)
    -> Event
  {
    Event(
      id: occasion.newID(), compartment: .organisation, action: "rule.published",
      subject: Subject(kind: "rule", id: document.id), actor: actor, placeKey: place.key, placeCode: place.code,
      happenedAt: occasion.now, recordedAt: occasion.now, requestID: occasion.requestID,
      change: [
        "kind": .text(document.kind.rawValue), "version": .integer(Int64(document.version)),
        "validFrom": .text(document.validFrom.iso),
        "digest": .text(document.digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()),
      ])
  }

  /// The versions of a rule at a place, the newest first; `before` continues a list.
  package func history(
    _ kind: RuleKind, at place: Place, before version: Int = .max, limit: Int = 50, in session: any Session
  ) throws -> [RuleDocument] {
    try RuleStore.history(kind, at: place.key, before: version, limit: limit, in: session)
  }

  private func content<Content: RuleContent>(
    _ type: Content.Type, key: Int64, digest: Data, in session: any Session
  ) throws -> Content {
    let name = Name(kind: Content.kind, digest: digest)
    if let known = decoded.withLock({ $0[name] }) as? Content { return known }
    guard let text = try RuleStore.content(key: key, in: session) else { throw Failure.notFound }
    let content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
    try content.check()
    decoded.withLock { $0[name] = content }
    return content
  }

  private static func json(_ content: some RuleContent) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(content), as: UTF8.self)
  }
}
