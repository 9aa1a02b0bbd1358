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

  let database: Database
  let feed: JournalFeed
  let texts: Texts
  let describe: Describe
  /// A stream ends after so long and is opened again, so that a lost sign-in or changed reach takes effect.
  private static let life = Duration.seconds(300)
  /// A comment so often keeps proxies from closing the line, and finds out who went away.
  private static let heartbeat = Duration.seconds(15)
  /// Events that one step reads.
  private static let step = 200

  package init(database: Database, feed: JournalFeed, texts: Texts, describe: @escaping Describe) {
    self.database = database
    self.feed = feed
    self.texts = texts
    self.describe = describe
  }

  package var endpoints: [Endpoint] {
    [.direct(Operation("live", .get, PageLinks.live, .listOrders, for: .page, "What colleagues do"), stream)]
  }

  private func stream(_ call: DirectCall) async throws -> Response {
    let start = try await database.read { try Journal.sizes(of: [.registry], $0)[.registry] ?? 0 }
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 2000\n: open\n\n"))
      let (pulses, end) = pulses()
      var position = start
      // A stopping server ends its streams first, so that it can stop.
      try await withGracefulShutdownHandler {
        for await pulse in pulses where !Task.isCancelled {
          let texts = pulse ? try await news(after: &position, call) : [": still here\n\n"]
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

  private func news(after position: inout Int64, _ call: DirectCall) async throws -> [String] {
    let from = position
    let describe = describe
    let grant = call.grant
    let found = try await database.read { session in
      let events = try Journal.events(in: .registry, after: from, limit: Self.step, session)
      return (last: events.last?.position, changes: try describe(events, grant, session))
    }
    position = found.last ?? position
    return found.changes.map { change in
      let data: JSON = [
        "id": JSON(change.id), "at": .string(Words.time(change.at, zone: call.occasion.zone)),
        "words": .string(texts.say(change.words, call.language)),
      ]
      return "event: change\ndata: \(String(decoding: data.canonical, as: UTF8.self))\n\n"
    }
  }
}
