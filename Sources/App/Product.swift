/// The program's own name and version.
package enum Product {
  package static let version = "0.1.0"
}
