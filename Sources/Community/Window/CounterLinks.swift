import Kernel
import Pages

/// The paths of the window, each written once.
package enum CounterLinks {
  package static let counter = Route("/counter")
  package static let hits = Route("/counter/hits")
  package static let items = Route("/counter/items")
  package static let today = Route("/counter/today")
}
