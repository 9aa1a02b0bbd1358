import Access
import Hummingbird
import Kernel

/// A request to an endpoint that is no single transaction.
package struct DirectCall: Sendable {
  package let grant: Grant
  package let occasion: Occasion
  package let envelope: Envelope
  package let request: Request
  package let query: Input
  package let body: Input
  package let csrf: String?
  package let language: Language
  package let parameter: String?
}
