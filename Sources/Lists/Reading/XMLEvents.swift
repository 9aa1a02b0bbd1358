import CExpat
import Foundation

/// The beginning of an element, valid only while its handler runs.
struct XMLElement {
  let name: String
  fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of the attribute with this local name.
  subscript(_ wanted: StaticString) -> String? {
    guard var pair = attributes else { return nil }
    while let key = pair[0], let value = pair[1] {
      if strcmp(XMLEvents.local(key), UnsafeRawPointer(wanted.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 {
        return String(cString: value)
      }
      pair += 2
    }
    return nil
  }
}

/// What reads one XML part: called for each event in order. Names are local, without namespace.
protocol XMLHandler: AnyObject {
  func begin(_ element: XMLElement) throws
  func end(_ name: String) throws
  /// Text inside an element; it may come in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
  /// True once nothing more is wanted.
  var isDone: Bool { get }
}

/// Expat, streamed. Document types are refused, and with them every entity that a file could declare.
enum XMLEvents {
  static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    strrchr(name, 0x7C).map { UnsafePointer($0 + 1) } ?? name
  }

  /// Feeds a member of the archive to the handler; a missing member gives no event.
  static func read(_ name: String, of archive: ZipArchive, _ handler: any XMLHandler) throws {
    let run = Run(handler)
    guard let parser = XML_ParserCreateNS(nil, 0x7C) else { throw ListRefusal.damaged }
    defer { XML_ParserFree(parser) }
    run.parser = parser
    install(parser, run)
    var any = false
    try archive.read(name) { chunk in
      any = true
      let status = XML_Parse(parser, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count), 0)
      return try run.check(status)
    }
    if any, !run.stopped { _ = try run.check(XML_Parse(parser, nil, 0, 1)) }
    withExtendedLifetime(run) {}
  }

  private static func install(_ parser: XML_Parser, _ run: Run) {
    XML_SetUserData(parser, Unmanaged.passUnretained(run).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name else { return }
        Run.of(data)?.perform {
          try $0.begin(XMLElement(name: String(cString: XMLEvents.local(name)), attributes: attributes))
        }
      },
      { data, name in
        guard let name else { return }
        Run.of(data)?.perform { try $0.end(String(cString: XMLEvents.local(name))) }
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let text, count > 0 else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
        Run.of(data)?.handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      Run.of(data)?.perform { _ in throw ListRefusal.externalEntity }
    }
  }
}

/// One pass over one part: carries errors out of C callbacks.
private final class Run {
  let handler: any XMLHandler
  var parser: XML_Parser?
  private var failure: (any Error)?
  private(set) var stopped = false

  init(_ handler: any XMLHandler) { self.handler = handler }

  static func of(_ data: UnsafeMutableRawPointer?) -> Run? {
    data.map { Unmanaged<Run>.fromOpaque($0).takeUnretainedValue() }
  }

  func perform(_ body: (any XMLHandler) throws -> Void) {
    guard !stopped else { return }
    do {
      try body(handler)
      if handler.isDone { stop() }
    } catch {
      failure = error
      stop()
    }
  }

  private func stop() {
    stopped = true
    if let parser { XML_StopParser(parser, XML_Bool(XML_FALSE)) }
  }

  /// True if more may be fed.
  func check(_ status: XML_Status) throws -> Bool {
    if let failure { throw failure }
    if stopped { return false }
    guard status == XML_STATUS_OK else { throw ListRefusal.damaged }
    return true
  }
}
