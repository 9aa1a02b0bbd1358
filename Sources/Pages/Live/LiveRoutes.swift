import Access
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import ServiceLifecycle
import Store
import Trust

/// Something that changed on a page: which row, when, and in which words.
package struct LiveChange: Sendable, Hashable {
  package let id: EntityID
  package let at: Instant
  package let words: Phrase

  package init(id: EntityID, at: Instant, words: Phrase) {
    self.id = id
    self.at = at
    self.words = words
  }
}

/// The stream that open pages listen to (server-sent events): what colleagues did in the reader's reach.
package struct LiveRoutes: Sendable {
  /// What of new events a reader may hear of, given her grant.
  package typealias Describe = @Sendable ([RecordedEvent], Grant, any Session) throws -> [LiveChange]

  let surroundings: Surroundings
  let feed: JournalFeed
  let describe: Describe
  /// A stream ends after so long and is opened again, so that connections of forgotten pages are given back.
  private static let life = Duration.seconds(300)
  /// A comment so often keeps proxies from closing the line, and finds out who went away.
  private static let heartbeat = Duration.seconds(15)
  /// Events that one step reads.
  private static let step = 200

  package init(surroundings: Surroundings, feed: JournalFeed, describe: @escaping Describe) {
    self.surroundings = surroundings
    self.feed = feed
    self.describe = describe
  }

  package var endpoints: [Endpoint] {
    [.direct(Operation("live", .get, PageLinks.live, .listOrders, for: .page, "What colleagues do"), stream)]
  }

  private func stream(_ call: DirectCall) async throws -> Response {
    // Listens first and reads the position after, so that nothing falls between.
    let (pulses, end) = pulses()
    let newest = try await surroundings.database.read { try Journal.sizes(of: [.registry], $0)[.registry] ?? 0 }
    let seen = call.request.headers[.lastEventID].flatMap { Int64($0) }
    let start = seen.map { min(max($0, newest - Int64(Self.step)), newest) } ?? newest
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 2000\nid: \(start)\n: open\n\n"))
      var position = start
      // A stopping server ends its streams first, so that it can stop.
      try await withGracefulShutdownHandler {
        for await pulse in pulses where !Task.isCancelled {
          guard let texts = try await (pulse ? news(after: &position, call) : [": still here\n\n"]) else { break }
          for text in texts { try await writer.write(ByteBuffer(string: text)) }
        }
      } onGracefulShutdown: {
        end.finish()
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body)
  }

  /// True when the registry's stream grew, false for a heartbeat; ends with the feed or the stream's life.
  private func pulses() -> (AsyncStream<Bool>, AsyncStream<Bool>.Continuation) {
    let (stream, continuation) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingNewest(4))
    let grown = feed.sizes(of: [.registry])
    continuation.yield(true)  // what happened since the position that a reopened stream names
    let listener = Task {
      for await _ in grown { continuation.yield(true) }
      continuation.finish()
    }
    let timer = Task {
      let end = ContinuousClock.now + Self.life
      while ContinuousClock.now < end, (try? await Task.sleep(for: Self.heartbeat)) != nil { continuation.yield(false) }
      continuation.finish()
    }
    continuation.onTermination = { _ in
      listener.cancel()
      timer.cancel()
    }
    return (stream, continuation)
  }

  /// What happened since a position in the reader's present reach; nil once her sign-in has ended.
  private func news(after position: inout Int64, _ call: DirectCall) async throws -> [String]? {
    var texts: [String] = []
    while true {
      let from = position
      let found = try await surroundings.database.read { session in try step(after: from, call, in: session) }
      guard let found else { return nil }
      texts += found.changes.map { text(of: $0, call) }
      guard let last = found.last else { return texts }
      texts.append("id: \(last)\n\n")
      position = last
      if found.count < Self.step { return texts }
    }
  }

  private struct Step: Sendable {
    let last: Int64?
    let count: Int
    let changes: [LiveChange]
  }

  private func step(after position: Int64, _ call: DirectCall, in session: any Session) throws -> Step? {
    let occasion = Occasion.at(surroundings.now(), zone: surroundings.zone)
    let actor = try surroundings.actor(by: call.envelope.credential, occasion, in: session)?.actor
    guard let grant = try? surroundings.access.grant(.listOrders, to: actor, at: occasion.today) else { return nil }
    let events = try Journal.events(in: .registry, after: position, limit: Self.step, session)
    return Step(last: events.last?.position, count: events.count, changes: try describe(events, grant, session))
  }

  private func text(of change: LiveChange, _ call: DirectCall) -> String {
    let data: JSON = [
      "id": JSON(change.id), "at": .string(Words.time(change.at, zone: call.occasion.zone)),
      "words": .string(surroundings.texts.say(change.words, call.language)),
    ]
    return "event: change\ndata: \(String(decoding: data.canonical, as: UTF8.self))\n\n"
  }
}

extension HTTPField.Name {
  fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID")!
}
