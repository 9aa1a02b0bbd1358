import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Trust

/// Events as bytes.
@Suite struct EventTests {
  private static let change: [String: JSONValue] = [
    "name": "刘桂芳", "age": 81, "quote\"\\": "tab\tline\nbell\u{7}\u{1F600}", "list": [1, -2, .null, true, ["a": []]],
    "€": "euro", "\r": "return", "\u{80}": "control", "ö": "o", "1": "one", "\u{1F600}": "supplementary",
    "\u{FB33}": "dalet", "nested": ["b": 2, "a": false], "largest": .integer(9_007_199_254_740_991),
  ]

  /// What RFC 8785 prescribes, by Python: names sorted by their UTF-16, no white space, little escaped.
  @Test func `the canonical form is what another program writes`() async throws {
    let ours = try CanonicalWriter.text(.object(Self.change))
    let script = """
      import json, sys
      value = json.loads(sys.stdin.buffer.read())
      def order(v):
          if isinstance(v, dict):
              return {k: order(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be"))}
          return [order(x) for x in v] if isinstance(v, list) else v
      sys.stdout.buffer.write(json.dumps(order(value), ensure_ascii=False, separators=(",", ":")).encode())
      """
    let shuffled = try JSONEncoder().encode(Self.change)
    #expect(try Self.python(script, input: shuffled) == ours)
  }

  @Test func `an event read back is the event that was written`() throws {
    let event = Event(
      id: TrustStory.id(), compartment: .registry, action: "person.disclosed",
      subject: Subject(kind: "person", id: TrustStory.id()),
      actor: EventActor(
        accountKey: 5, accountID: TrustStory.id(), assignmentID: TrustStory.id(), unitID: TrustStory.id(),
        role: "worker"),
      placeKey: 9, placeCode: "990501001001", happenedAt: TrustStory.now, recordedAt: TrustStory.now, purpose: "核对津贴",
      requestID: TrustStory.id(), device: "tablet-3", deviceSequence: 17, change: Self.change)
    #expect(try Event(canonical: event.canonical()) == event)
    let bare = TrustStory.event(change: [:])
    #expect(try Event(canonical: bare.canonical()) == bare)
  }

  @Test(arguments: [
    "{\"a\": 1}", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "1.5", "01", "-0", "1e3", "9007199254740992", "\"\\/\"",
    "\"\\u0041\"", "\"\\u000A\"", "\"\u{1}\"", "[1,]", "{}x", "", "nul", "{\"$sealed\":\"!\"}",
    String(repeating: "[", count: 100_000),
  ])
  func `another form of a value is refused`(text: String) {
    #expect(throws: JournalError.notCanonical) { try CanonicalReader.read(text.utf8) }
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(throws: JournalError.notCanonical) { try CanonicalReader.read([0x22, 0xFF, 0x22]) }
  }

  @Test func `what can't be kept exactly can't be written`() {
    #expect(throws: JournalError.integerTooLarge) { try CanonicalWriter.text(.integer(9_007_199_254_740_992)) }
    #expect(throws: JournalError.integerTooLarge) { try CanonicalWriter.text(.integer(.min)) }
    #expect(throws: JournalError.reservedName) { try CanonicalWriter.text(["$sealed": "AAAA"]) }
    #expect(throws: JournalError.notSealed) { try CanonicalWriter.text(.sealed("19900001234")) }
  }

  @Test(arguments: Engine.allCases)
  func `a disclosed number is sealed in the journal and opened only on request`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let event = TrustStory.event(change: [
        "phones": [.sealed("19900001234"), "public"], "note": ["text": .sealed("病历")],
      ])
      await #expect(throws: JournalError.notSealed) {
        try await story.database.write { _ = try Journal.append(event, $0) }
      }
      try await story.database.write { _ = try Journal.append(event, sealing: story.vault, $0) }
      let canonical: Data = try await story.database.read { try #require(try $0.value("SELECT canonical FROM event")) }
      #expect(canonical.range(of: Data("19900001234".utf8)) == nil)
      #expect(String(decoding: canonical, as: UTF8.self).contains("\"keys\":["))
      try await story.sealer.sealOnce()
      let read = try await story.database.read { try Journal.events(in: .registry, after: 0, limit: 1, $0) }
      let opened = try read[0].event.opened(by: story.vault)
      #expect(opened.change == ["phones": ["19900001234", "public"], "note": ["text": "病历"]])
      #expect(try await story.verify().isSound)
    }
  }

  @Test(arguments: Engine.allCases)
  func `an event for a compartment that isn't there is refused`(engine: Engine) async throws {
    try await TrustStory.on(engine) { story in
      let event = TrustStory.event(in: Compartment(named: "case:none")!)
      await #expect(throws: JournalError.unknownCompartment("case:none")) {
        try await story.database.write { _ = try Journal.append(event, $0) }
      }
    }
  }

  @Test func `compartments have names that fit in a printed head`() {
    #expect(Compartment(named: "operation:019ab") != nil)
    for name in ["", "two words", "案件", "line\nbreak", String(repeating: "a", count: 101)] {
      #expect(Compartment(named: name) == nil)
    }
  }

  private static func python(_ script: String, input: Data) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["QUANKE_PYTHON"] ?? "python3", "-c", script]
    let (into, out) = (Pipe(), Pipe())
    process.standardInput = into
    process.standardOutput = out
    try process.run()
    into.fileHandleForWriting.write(input)
    try into.fileHandleForWriting.close()
    let bytes = try out.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
