import CZip
import Foundation

/// The members of a ZIP file, inflated in chunks and never beyond a limit.
struct ZipArchive: Sendable {
  /// A million rows of a resident list inflate to well under 1 GiB; what is larger was made to harm.
  static let inflatedLimit: UInt64 = 1536 << 20
  /// Spreadsheet XML deflates 5 to 40 times. A bomb of deflated sameness reaches 1000 (RFC 1951, 258 bytes in 2 bits).
  static let ratioLimit: UInt64 = 200
  /// Below this many bytes a high ratio harms nobody.
  static let ratioFloor: UInt64 = 32 << 20

  let data: Data

  /// Names and sizes of all members, from the central directory.
  func members() throws(ListRefusal) -> [String: (inflated: UInt64, deflated: UInt64)] {
    try withArchive { archive throws(ListRefusal) in
      var found: [String: (UInt64, UInt64)] = [:]
      let count = zip_get_num_entries(archive, 0)
      for index in 0..<UInt64(max(0, min(count, 10_000))) {
        var stat = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &stat) == 0, let name = stat.name else { throw .damaged }
        if stat.encryption_method != 0 { throw .encrypted }
        found[Self.tidy(String(cString: name))] = (stat.size, stat.comp_size)
      }
      return found
    }
  }

  /// Inflates one member in chunks until `body` returns false. Nothing happens if there is no such member.
  func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
    try data.withUnsafeBytes { bytes in
      let archive = try Self.open(bytes)
      defer { zip_discard(archive) }
      guard let index = Self.index(of: name, in: archive) else { return }
      var stat = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &stat) == 0 else { throw ListRefusal.damaged }
      guard stat.size <= Self.inflatedLimit else { throw ListRefusal.tooLarge }
      guard let file = zip_fopen_index(archive, index, 0) else { throw ListRefusal.damaged }
      defer { zip_fclose(file) }
      try Self.inflate(file, deflated: max(1, stat.comp_size), body)
    }
  }

  private static func inflate(_ file: OpaquePointer, deflated: UInt64, _ body: (UnsafeRawBufferPointer) throws -> Bool)
    throws
  {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var total: UInt64 = 0
    while true {
      let read = zip_fread(file, &chunk, UInt64(chunk.count))
      guard read >= 0 else { throw ListRefusal.damaged }
      if read == 0 { return }
      total += UInt64(read)
      if total > inflatedLimit || (total > ratioFloor && total / deflated > ratioLimit) { throw ListRefusal.tooLarge }
      let goOn = try chunk.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<Int(read)])) }
      if !goOn { return }
    }
  }

  private func withArchive<T>(_ body: (OpaquePointer) throws(ListRefusal) -> T) throws(ListRefusal) -> T {
    let result: Result<T, ListRefusal> = data.withUnsafeBytes { bytes in
      do throws(ListRefusal) {
        let archive = try Self.open(bytes)
        defer { zip_discard(archive) }
        return .success(try body(archive))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func open(_ bytes: UnsafeRawBufferPointer) throws(ListRefusal) -> OpaquePointer {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
      throw .damaged
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      // The directory of a ZIP file stands at its end; without it the end is missing.
      throw [ZIP_ER_NOZIP, ZIP_ER_EOF].contains(zip_error_code_zip(&error)) ? .truncated : .damaged
    }
    return archive
  }

  /// Members are found whatever the case of their names and with either slash: some writers are careless.
  private static func index(of name: String, in archive: OpaquePointer) -> UInt64? {
    let exact = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
    if exact >= 0 { return UInt64(exact) }
    for index in 0..<UInt64(max(0, min(zip_get_num_entries(archive, 0), 10_000))) {
      if let other = zip_get_name(archive, index, 0), tidy(String(cString: other)) == tidy(name) { return index }
    }
    return nil
  }

  static func tidy(_ name: String) -> String {
    let path = name.replacingOccurrences(of: "\\", with: "/").lowercased()
    return path.hasPrefix("/") ? String(path.dropFirst()) : path
  }
}
