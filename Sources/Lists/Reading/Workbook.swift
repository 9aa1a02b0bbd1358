import Foundation

/// An XLSX workbook (ECMA-376). Strings and styles lie in memory, rows are streamed.
struct Workbook: TableSource {
  let sheetNames: [String]
  let dates1904: Bool
  private let archive: ZipArchive
  private let parts: [String]
  private let strings: SharedStrings
  private let styles: WorkbookStyles

  init(data: Data) throws(ListRefusal) {
    archive = ZipArchive(data: data)
    let members = try archive.members()
    do {
      let main = try Self.mainPart(archive, members.keys)
      let book = WorkbookHandler()
      try XMLEvents.read(main, of: archive, book)
      let targets = RelationsHandler(base: main)
      try XMLEvents.read(Self.relations(of: main), of: archive, targets)
      let sheets = book.sheets.compactMap { sheet in
        targets.sheet(sheet.relation).flatMap { members[ZipArchive.tidy($0)] == nil ? nil : (sheet.name, $0) }
      }
      guard !sheets.isEmpty else { throw ListRefusal.damaged }
      (sheetNames, parts) = (sheets.map(\.0), sheets.map(\.1))
      dates1904 = book.dates1904
      let texts = SharedStringsHandler()
      try XMLEvents.read(targets.part(ofType: "/sharedStrings") ?? "xl/sharedStrings.xml", of: archive, texts)
      strings = texts.strings
      let look = WorkbookStylesHandler()
      try XMLEvents.read(targets.part(ofType: "/styles") ?? "xl/styles.xml", of: archive, look)
      styles = look.styles
    } catch let refusal as ListRefusal {
      throw refusal
    } catch {
      throw .damaged
    }
  }

  func rows(ofSheet index: Int, _ body: (TableRow) throws -> Bool) throws {
    let merges = MergedAreasHandler()
    try XMLEvents.read(parts[index], of: archive, merges)
    try withoutActuallyEscaping(body) { body in
      let sheet = WorksheetHandler(strings, styles, dates1904: dates1904, merges: MergedAreas(merges.areas), body)
      try XMLEvents.read(parts[index], of: archive, sheet)
    }
  }

  /// The workbook part, by the package's relations.
  private static func mainPart(_ archive: ZipArchive, _ names: some Collection<String>) throws -> String {
    let relations = RelationsHandler(base: "")
    try XMLEvents.read("_rels/.rels", of: archive, relations)
    if let part = relations.part(ofType: "/officeDocument"), part.lowercased().hasSuffix(".xml"),
      part.contains("workbook") || part.hasPrefix("xl/")
    {
      return part
    }
    if names.contains("xl/workbook.xml") { return "xl/workbook.xml" }
    if names.contains("content.xml") { throw ListRefusal.openDocument }
    throw ListRefusal.otherFile
  }

  private static func relations(of part: String) -> String {
    let pieces = part.split(separator: "/")
    return (pieces.dropLast() + ["_rels", "\(pieces.last ?? "").rels"]).joined(separator: "/")
  }
}

/// Reads xl/workbook.xml: the sheets in their order, and the date system.
private final class WorkbookHandler: XMLHandler {
  private(set) var sheets: [(name: String, relation: String)] = []
  private(set) var dates1904 = false
  let isDone = false

  func begin(_ element: XMLElement) {
    if element.name == "sheet", let name = element["name"], let relation = element["id"] {
      sheets.append((name, relation))
    } else if element.name == "workbookPr" {
      dates1904 = ["1", "true"].contains(element["date1904"] ?? "0")
    }
  }

  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Reads a .rels part: which id stands for which part.
private final class RelationsHandler: XMLHandler {
  private var targets: [String: (path: String, type: String)] = [:]
  private let base: [Substring]
  let isDone = false

  init(base: String) { self.base = base.split(separator: "/").dropLast() }

  func begin(_ element: XMLElement) {
    guard element.name == "Relationship", let id = element["Id"], let target = element["Target"],
      element["TargetMode"] != "External"
    else { return }
    targets[id] = (resolve(target), element["Type"] ?? "")
  }

  private func resolve(_ target: String) -> String {
    var path = target.hasPrefix("/") ? [] : base
    for piece in target.split(separator: "/") where piece != "." {
      if piece == ".." { _ = path.popLast() } else { path.append(piece) }
    }
    return path.joined(separator: "/")
  }

  /// The part of a worksheet; chart and dialog sheets hold no cells.
  func sheet(_ id: String) -> String? {
    targets[id].flatMap { $0.type.hasSuffix("/worksheet") ? $0.path : nil }
  }

  func part(ofType suffix: String) -> String? {
    targets.values.first { $0.type.hasSuffix(suffix) }?.path
  }

  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
