import Kernel
import Store
import Synchronization

/// Counts of requests for `/metrics`, in the text form of Prometheus. Names of operations and statuses, never a value.
package final class Metrics: Sendable {
  private struct Line {
    var requests: [Int: Int] = [:]
    var seconds = 0.0
    var queries = 0
    var rows = 0
  }
  private let lines = Mutex<[String: Line]>([:])

  package init() {}

  func note(_ operation: String, _ status: Int, _ time: Duration, _ cost: QueryCost) {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let (queries, rows) = (cost.statements, cost.rows)
    lines.withLock { lines in
      lines[operation, default: Line()].requests[status, default: 0] += 1
      lines[operation, default: Line()].seconds += seconds
      lines[operation, default: Line()].queries += queries
      lines[operation, default: Line()].rows += rows
    }
  }

  package var text: String {
    let lines = lines.withLock { $0 }.sorted { $0.key < $1.key }
    var text = "# TYPE quanke_requests_total counter\n"
    for (operation, line) in lines {
      for (status, count) in line.requests.sorted(by: { $0.key < $1.key }) {
        text += "quanke_requests_total{operation=\"\(operation)\",status=\"\(status)\"} \(count)\n"
      }
    }
    text += series("quanke_request_seconds_total", lines) { "\($0.seconds)" }
    text += series("quanke_request_queries_total", lines) { "\($0.queries)" }
    text += series("quanke_request_rows_total", lines) { "\($0.rows)" }
    return text
  }

  private func series(_ name: String, _ lines: [(key: String, value: Line)], _ value: (Line) -> String) -> String {
    lines.reduce("# TYPE \(name) counter\n") { $0 + "\(name){operation=\"\($1.key)\"} \(value($1.value))\n" }
  }
}
