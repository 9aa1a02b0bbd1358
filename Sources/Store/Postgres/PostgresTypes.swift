import CLibPQ
import Foundation

/// The types of PostgreSQL's catalogue that we send and read, by their fixed numbers (pg_type.dat).
enum PostgresType {
  static let bool: Oid = 16
  static let bytes: Oid = 17
  static let name: Oid = 19
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25
  static let oid: Oid = 26
  static let float4: Oid = 700
  static let float8: Oid = 701
  static let unknown: Oid = 705
  static let bpchar: Oid = 1042
  static let varchar: Oid = 1043
  static let numeric: Oid = 1700
  static let void: Oid = 2278

  /// The value of a binary field, or nil if the type is none of those above.
  static func value(_ type: Oid, _ bytes: UnsafeRawBufferPointer) -> SQLValue? {
    switch type {
    case bool: .integer(bytes.first == 0 ? 0 : 1)
    case int2: .integer(Int64(Int16(bitPattern: bigEndian(bytes))))
    case int4: .integer(Int64(Int32(bitPattern: bigEndian(bytes))))
    case oid: .integer(Int64(bigEndian(bytes) as UInt32))
    case int8: .integer(Int64(bitPattern: bigEndian(bytes)))
    case float4: .real(Double(Float(bitPattern: bigEndian(bytes))))
    case float8: .real(Double(bitPattern: bigEndian(bytes)))
    case numeric: number(bytes)
    case text, varchar, bpchar, name, unknown: .text(String(decoding: bytes, as: UTF8.self))
    case Self.bytes: .blob(Data(bytes))
    case void: .null
    default: nil
    }
  }

  private static func bigEndian<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0)
    -> Number
  {
    Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// `numeric`: how many digits of base 10,000, the weight of the first, a sign, how many decimals are shown, digits
  /// (numeric_send in PostgreSQL's numeric.c). Without decimals, as `sum` gives it, it is an integer as on SQLite.
  private static func number(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
    let digits = Int(bigEndian(bytes) as UInt16)
    let weight = Int(Int16(bitPattern: bigEndian(bytes, at: 2)))
    let sign = bigEndian(bytes, at: 4) as UInt16
    let decimals = bigEndian(bytes, at: 6) as UInt16
    // 0xC000 and above: not a number, the infinities.
    guard sign < 0xC000 else { return .real(.nan) }
    func digit(_ index: Int) -> String {
      let value = index >= 0 && index < digits ? Int(bigEndian(bytes, at: 8 + 2 * index) as UInt16) : 0
      return String(repeating: "0", count: 4 - String(value).count) + String(value)
    }
    let whole = weight < 0 ? "0" : (0...weight).map(digit).joined()
    let text = (sign == 0x4000 ? "-" : "") + whole
    if decimals == 0, let integer = Int64(text) { return .integer(integer) }
    let fraction = weight + 1 < digits ? ((weight + 1)..<digits).map(digit).joined() : "0"
    return .real(Double("\(text).\(fraction)") ?? .nan)
  }
}

/// The values of one statement as libpq takes them: types, and one buffer of binary fields.
struct PostgresParameters {
  private(set) var types: [Oid] = []
  private var buffer: [UInt8] = []
  /// Where each field begins; nil for NULL.
  private var starts: [Int?] = []
  private var lengths: [CInt] = []

  /// - Parameter nullsAsText: the numbers of parameters whose NULL is sent as text instead of without a type.
  init(_ values: [SQLValue], nullsAsText: Set<Int>) {
    for (index, value) in values.enumerated() {
      let start = buffer.count
      types.append(type(of: value, nullsAsText.contains(index + 1)))
      switch value {
      case .null: break
      case .integer(let number): append(number)
      case .real(let number): append(Int64(bitPattern: number.bitPattern))
      case .text(let text): buffer.append(contentsOf: text.utf8)
      case .blob(let bytes): buffer.append(contentsOf: bytes)
      }
      starts.append(value == .null ? nil : start)
      lengths.append(CInt(buffer.count - start))
    }
    // An empty field at the very end needs an address too: a null pointer would mean NULL.
    buffer.append(0)
  }

  private func type(of value: SQLValue, _ nullsAsText: Bool) -> Oid {
    switch value {
    case .null: nullsAsText ? PostgresType.text : 0
    case .integer: PostgresType.int8
    case .real: PostgresType.float8
    case .text: PostgresType.text
    case .blob: PostgresType.bytes
    }
  }

  private mutating func append(_ number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
  }

  /// Calls `body` with the count, addresses, lengths and formats (1: binary) of the fields.
  func withFields<T>(
    _ body: (CInt, [UnsafePointer<CChar>?], [CInt], [CInt]) throws -> T
  ) rethrows -> T {
    try buffer.withUnsafeBytes { raw in
      let base = raw.bindMemory(to: CChar.self).baseAddress
      let addresses = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
      return try body(CInt(types.count), addresses, lengths, Array(repeating: 1, count: types.count))
    }
  }
}
