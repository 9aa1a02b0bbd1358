import Foundation
import Kernel

/// Gathers one `<c>` element.
struct CellBuilder {
  private let type: String
  private let style: WorkbookStyles.Style
  private var value: [UInt8] = []
  private var formula: [UInt8]?
  private var item = StringItem()
  private var inside = ""

  init(type: String, style: WorkbookStyles.Style) {
    (self.type, self.style) = (type, style)
  }

  mutating func begin(_ element: XMLElement) {
    switch element.name {
    case "v": inside = "v"
    case "f":
      inside = "f"
      formula = formula ?? []
    default: item.begin(element)
    }
  }

  mutating func end(_ name: String) {
    inside = ""
    item.end(name)
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard value.count < RecordScanner.longestQuotation else { return }
    switch inside {
    case "v": value.append(contentsOf: bytes)
    case "f": formula?.append(contentsOf: bytes)
    default: item.add(bytes)
    }
  }

  /// The cell's cached value; a formula without one stands as its own text and is never evaluated.
  func cell(_ strings: SharedStrings, dates1904: Bool) -> Cell {
    var cell = plain(strings, dates1904: dates1904)
    if let formula {
      if cell.kind == .empty, !formula.isEmpty {
        cell = Cell("=" + String(decoding: formula.prefix(RecordScanner.longestQuotation), as: UTF8.self))
      }
      cell.marks.insert(.formula)
    }
    if style.isStruck, cell.kind != .empty { cell.marks.insert(.struck) }
    return cell
  }

  private func plain(_ strings: SharedStrings, dates1904: Bool) -> Cell {
    let raw = String(decoding: value, as: UTF8.self)
    switch type {
    case "s":
      guard let index = Int(raw), let string = strings[index] else { return .empty }
      return Cell(string.text, marks: string.struck ? .struck : [])
    case "inlineStr":
      return Cell(String(decoding: XString.unescape(item.bytes), as: UTF8.self), marks: item.isStruck ? .struck : [])
    case "str": return Cell(String(decoding: XString.unescape(value), as: UTF8.self))
    case "b": return raw.isEmpty ? .empty : Cell(raw == "1" ? "TRUE" : "FALSE", kind: .boolean)
    case "e": return raw.isEmpty ? .empty : Cell(raw, kind: .error)
    case "d": return Cell(raw.replacingOccurrences(of: "T", with: " "), kind: .date)
    default: return number(raw, dates1904: dates1904)
    }
  }

  private func number(_ raw: String, dates1904: Bool) -> Cell {
    guard !raw.isEmpty else { return .empty }
    if style.isDate, let serial = Double(raw), let text = SerialDate.text(serial, dates1904: dates1904) {
      return Cell(text, kind: .date)
    }
    return Cell(ExactNumber.text(raw), kind: .number)
  }
}

/// Numbers as people would write them, never rounded.
enum ExactNumber {
  /// "17000000776.0", "1.7000000776E10" and "17000000776" are the same whole number; with more than 15 digits a number cell
  /// has lost some (IEEE 754), so its written text stays.
  static func text(_ raw: String) -> String {
    let raw = raw.trimmingCharacters(in: .whitespaces)
    guard let value = Double(raw), value.rounded() == value, abs(value) < 1e15 else { return raw }
    return String(Int64(value))
  }
}

/// Days since 1900 or 1904 (ECMA-376 Part 1, 18.17.4).
enum SerialDate {
  /// 9999-12-31 in the 1900 system.
  static let last = 2_958_465.0

  static func day(_ serial: Double, dates1904: Bool) -> Day? {
    guard serial >= 1, serial <= last else { return nil }
    let whole = Int(serial)
    if dates1904 { return Day(year: 1904, month: 1, day: 1)?.adding(days: whole) }
    // The 1900 system counts a 29 February 1900 that never was, as day 60.
    guard whole != 60 else { return nil }
    return Day(year: 1899, month: 12, day: whole < 60 ? 31 : 30)?.adding(days: whole)
  }

  /// ISO text, with hours and minutes if the number has a fraction.
  static func text(_ serial: Double, dates1904: Bool) -> String? {
    guard let day = day(serial, dates1904: dates1904) else { return nil }
    let minutes = Int(((serial - serial.rounded(.down)) * 1440).rounded())
    guard minutes > 0, minutes < 1440 else { return day.iso }
    let pad = { (n: Int) in n < 10 ? "0\(n)" : "\(n)" }
    return "\(day.iso) \(pad(minutes / 60)):\(pad(minutes % 60))"
  }
}
