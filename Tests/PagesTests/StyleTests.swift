import Foundation
import Testing

@testable import Pages

/// The style sheets, as far as a text can be held against rules.
@Suite struct `The style sheets` {
  private static func values(_ css: String) -> [String: String] {
    Dictionary(
      css.matches(of: /(--[\w-]+):\s*([^;]+);/).map { (String($0.1), String($0.2)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func `the night has every colour of the day and no other value`() throws {
    let day = Self.values(try Repository.text("Sources/Pages/Assets/tokens.css"))
    let night = Self.values(try Repository.text("Sources/Pages/Assets/dark.css"))
    let colours = day.filter { $0.value.hasPrefix("#") || $0.value.contains("rgba(") }
    #expect(Set(colours.keys).symmetricDifference(night.keys).sorted() == [])
  }

  @Test func `colours stand in the tokens alone`() throws {
    for (path, text) in try Repository.files("Sources/Pages/Assets", ".css")
    where !path.hasSuffix("tokens.css") && !path.hasSuffix("dark.css") {
      let code = text.replacing(/(?s)\/\*.*?\*\//, with: "")
      let found = code.matches(of: /#[0-9a-fA-F]{3,8}\b|rgba?\(/).map { String($0.output) }
      #expect(found == [] || path.hasSuffix("print.css"), "\(path): \(found)")
    }
  }

  @Test func `every value that a style sheet uses is there`() throws {
    let sheets = try Repository.files("Sources/Pages/Assets", ".css")
    let known = Set(sheets.flatMap { Self.values($0.text).keys })
    for (path, text) in sheets {
      let used = Set(text.matches(of: /var\((--[\w-]+)/).map { String($0.1) })
      #expect(used.subtracting(known).sorted() == [], "\(path)")
    }
  }

  @Test func `ink is legible on what it lies on, by day and by night`() throws {
    // WCAG 2.2, 1.4.3: text has a contrast of 4.5 at least; 1.4.11: edges and marks 3.
    for file in ["tokens.css", "dark.css"] {
      let values = Self.values(try Repository.text("Sources/Pages/Assets/\(file)"))
      func contrast(_ ink: String, _ ground: String) throws -> Double {
        let one = try Self.luminance(#require(values[ink])), other = try Self.luminance(#require(values[ground]))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
      }
      for ink in ["--ink", "--ink-soft", "--ink-faint"] {
        for ground in ["--paper", "--sheet", "--well"] {
          #expect(try contrast(ink, ground) >= 4.5, "\(file): \(ink) on \(ground)")
        }
      }
      for mark in ["--late", "--soon", "--done", "--hold", "--act"] {
        #expect(try contrast(mark, "--sheet") >= 4.5, "\(file): \(mark)")
        #expect(try contrast(mark, "\(mark)-wash") >= 4.5, "\(file): \(mark) on its wash")
      }
      #expect(try contrast("--on-act", "--act") >= 4.5 && contrast("--rim", "--sheet") >= 3, "\(file)")
    }
  }

  /// Relative luminance as WCAG 2.2 defines it, of `#rrggbb`.
  private static func luminance(_ hex: String) throws -> Double {
    let number = try #require(UInt32(hex.dropFirst(), radix: 16))
    func part(_ shift: UInt32) -> Double {
      let share = Double((number >> shift) & 0xFF) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }
}
