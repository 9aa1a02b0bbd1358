/// Reads a long answer page by page, and looks a little ahead.
final class PageReader<Element> {
  private let fetch: () throws -> [Element]
  private var buffer: [Element] = []
  private var start = 0
  private var ended = false

  /// - Parameter fetch: the next page; empty at the end.
  init(fetch: @escaping () throws -> [Element]) { self.fetch = fetch }

  /// The element `ahead` places after the present one.
  func peek(_ ahead: Int = 0) throws -> Element? {
    while !ended, start + ahead >= buffer.count {
      let page = try fetch()
      ended = page.isEmpty
      buffer.removeFirst(start)
      start = 0
      buffer += page
    }
    return start + ahead < buffer.count ? buffer[start + ahead] : nil
  }

  func skip(_ count: Int = 1) { start += count }
}
