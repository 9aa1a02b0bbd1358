import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOEmbedded
@testable import Pages
import Synchronization

/// What came back.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPFields
  let body: Data

  var text: String { String(decoding: body, as: UTF8.self) }
  /// Null where the body is no JSON.
  var json: JSON { (try? JSON(json: body)) ?? .null }
  var location: String? { headers[.location] }
  /// Whoever isn't signed in is sent to the sign-in page.
  var isSentToDoor: Bool { status == 303 && location?.hasPrefix("/sign-in") == true }
  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// The session's word that our own forms carry.
  var csrf: String? { text.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) } }
  /// A cookie that the answer sets, or nil.
  func cookie(_ name: String) -> String? {
    headers[values: .setCookie].lazy.compactMap { line -> String? in
      let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return pair.first.map(String.init) == name ? String(pair[1]) : nil
    }.first
  }
}

/// The server's router, asked as the network would ask it: bytes in, bytes out, from an address.
struct Wire: Sendable {
  private let responder: RouterResponder<PageContext>
  private static let silent = Logger(label: "wire") { _ in SwiftLogNoOpLogHandler() }

  init(_ router: Router<PageContext>) { responder = router.buildResponder() }

  /// - Parameter readBody: false for a stream, which has no end.
  func send(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: Data = Data(),
    from address: String? = nil, readBody: Bool = true
  ) async throws -> Reply {
    let channel = NIOAsyncTestingChannel()
    if let address { channel.remoteAddress = try SocketAddress(ipAddress: address, port: 40_000) }
    var headers = headers
    if !body.isEmpty { headers[.contentLength] = "\(body.count)" }
    let request = Request(
      head: HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
      body: RequestBody(buffer: ByteBuffer(bytes: body)))
    let context = PageContext(source: ApplicationRequestContextSource(channel: channel, logger: Self.silent))
    let response = try await responder.respond(to: request, context: context)
    let kept = Kept()
    if readBody { try await response.body.write(Collector(kept: kept)) }
    return Reply(status: response.status.code, headers: response.headers, body: kept.bytes.withLock { $0 })
  }

  private final class Kept: Sendable { let bytes = Mutex(Data()) }

  private struct Collector: ResponseBodyWriter {
    let kept: Kept
    mutating func write(_ buffer: ByteBuffer) async throws {
      kept.bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
