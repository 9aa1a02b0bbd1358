import Kernel
import Pages

/// The paths of orders, each written once.
package enum OrderLinks {
  package static let apiOrders = Route("/api/orders")
  package static let apiOrder = Route("/api/orders/{id}", EntityID.self)
  package static let apiDispatch = Route("/api/orders/{id}/dispatch", EntityID.self)
  package static let apiReceipt = Route("/api/orders/{id}/receipt", EntityID.self)
  package static let apiClosure = Route("/api/orders/{id}/closure", EntityID.self)
  package static let apiItems = Route("/api/catalogue/items")

  package static let orders = Route("/orders")
  package static let order = Route("/orders/{id}", EntityID.self)
  package static let dispatch = Route("/orders/{id}/dispatch", EntityID.self)
  package static let receipt = Route("/orders/{id}/receipt", EntityID.self)
  package static let closure = Route("/orders/{id}/closure", EntityID.self)
}
