/// Pinyin of names and words, in every plausible reading.
///
/// Search must find 曾 under `zeng`, which only surnames have, and under `ceng`, which a stranger would type; so all
/// readings are indexed. Readings come from the Unicode Han database (Catalogues/data/pinyin.tsv), surnames' own
/// readings from Catalogues/data/surnames.tsv. ü is written v, as it is typed; after l and n also u (吕 `lv`, `lu`).
package enum Pinyin {
  package struct Reading: Hashable, Sendable {
    /// One for each character; Latin words and numbers of the text stand as one each, in lower case.
    package let syllables: [String]

    package init(syllables: [String]) {
      self.syllables = syllables
    }

    /// `liuguifang`.
    package var full: String { syllables.joined() }

    /// `lgf`.
    package var initials: String { String(syllables.compactMap(\.first)) }
  }

  /// More readings than these are not worth their place in an index: a name of three characters with three readings
  /// each would have 27, most of them never used.
  package static let limit = 8

  /// All plausible readings of a text, the likeliest first, at most `limit`; none if nothing in it can be read.
  ///
  /// - Parameter surname: whether the text is a person's name, so that its beginning is read as a surname first.
  package static func readings(of text: String, surname: Bool) -> [Reading] {
    var paths = [Path()]
    var parts = parts(of: text)[...]
    if surname, let (length, readings) = surnameReadings(parts) {
      extend(&paths, with: readings)
      parts = parts.dropFirst(length)
    }
    for part in parts {
      extend(&paths, with: part.count == 1 ? syllables(of: part).map { [$0] } : [[part.lowercased()]])
    }
    var seen: Set<[String]> = []
    return paths.map(\.syllables).filter { !$0.isEmpty && seen.insert($0).inserted }.map(Reading.init)
  }

  /// Opens the tables, so that a damaged installation is noticed at the start and not at the first search.
  ///
  /// - Throws: `CatalogueMissing`.
  package static func load() throws {
    _ = try PinyinTable("pinyin.tsv")
    _ = try PinyinTable("surnames.tsv")
  }

  private static let characters = table("pinyin.tsv")
  private static let surnames = table("surnames.tsv")

  private static func table(_ name: String) -> PinyinTable {
    do {
      return try PinyinTable(name)
    } catch {
      fatalError("\(error)")
    }
  }
}

extension Pinyin {
  /// A reading of the text's beginning, and how unlikely it is: the sum of its syllables' places among the readings.
  private struct Path {
    var syllables: [String] = []
    var cost = 0
  }

  /// Continues all paths by all readings and keeps the likeliest; ties keep their order.
  private static func extend(_ paths: inout [Path], with readings: [[String]]) {
    guard !readings.isEmpty else { return }
    let longer = paths.flatMap { path in
      readings.enumerated().map { Path(syllables: path.syllables + $0.element, cost: path.cost + $0.offset) }
    }
    let ranked = longer.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
    paths = ranked.prefix(limit).map(\.element)
  }

  /// Han characters one by one, runs of Latin letters and digits together; everything else is left out.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var inWord = false
    for character in CellText(text).text {
      let isWord = !character.isHan && (character.isLetter || character.isNumber)
      if isWord, inWord {
        parts[parts.count - 1].append(character)
      } else if isWord || character.isHan {
        parts.append(String(character))
      }
      inWord = isWord
    }
    return parts
  }

  /// A character's readings; a Latin letter or digit reads as itself, an unknown character not at all.
  private static func syllables(of part: String) -> [String] {
    guard part.first?.isHan == true else { return [part.lowercased()] }
    return withTypedForms(characters.readings(of: part) ?? [])
  }

  /// The longest surname that the text begins with: its own readings, then what its characters read as elsewhere.
  private static func surnameReadings(_ parts: ArraySlice<String>) -> (length: Int, readings: [[String]])? {
    for length in [3, 2, 1] where parts.count > length || (length == 1 && !parts.isEmpty) {
      guard let own = surnames.readings(of: parts.prefix(length).joined()) else { continue }
      if length == 1 {
        let all = withTypedForms(own) + syllables(of: parts.first ?? "")
        return (1, distinct(all).map { [$0] })
      }
      let readings = own.map { $0.split(separator: "'").map(String.init) }
      return (length, readings.flatMap(variants))
    }
    return nil
  }

  /// The readings of a compound surname with v, and with u in its place.
  private static func variants(_ syllables: [String]) -> [[String]] {
    let typed = syllables.map { withTypedForms([$0]).last ?? $0 }
    return typed == syllables ? [syllables] : [syllables, typed]
  }

  private static func withTypedForms(_ readings: [String]) -> [String] {
    distinct(
      readings.flatMap { reading in
        reading.hasPrefix("lv") || reading.hasPrefix("nv") ? [reading, reading.replacing("v", with: "u")] : [reading]
      })
  }

  private static func distinct(_ readings: [String]) -> [String] {
    var seen: Set<String> = []
    return readings.filter { seen.insert($0).inserted }
  }
}
