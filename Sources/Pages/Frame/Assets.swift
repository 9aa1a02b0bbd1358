import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Style sheets, scripts and pictures, held in memory under a path that changes with their content.
struct Assets: Sendable {
  private let files: [String: Data]
  /// `/assets/` and twelve digits of the content's digest: a browser may keep what lies below for ever.
  let root: String

  init() throws {
    var files: [String: Data] = [:]
    var hash = SHA256()
    for ending in ["css", "js", "svg"] {
      for name in try PageFiles.names(in: "Assets", withExtension: ending) {
        let file = "\(name).\(ending)"
        let bytes = try PageFiles.data("Assets/\(file)")
        files[file] = bytes
        hash.update(data: Data(file.utf8))
        hash.update(data: bytes)
      }
    }
    self.files = files
    root = "/assets/" + hash.finalize().prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The file, or nil if there is none of that name.
  func response(_ file: String) -> Response? {
    guard let bytes = files[file] else { return nil }
    let type =
      file.hasSuffix(".css")
      ? "text/css; charset=utf-8" : file.hasSuffix(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml"
    return Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
