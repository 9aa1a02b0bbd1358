import Kernel

/// The paths of the pages that belong to no slice.
package enum PageLinks {
  package static let home = Route("/")
  package static let signIn = Route("/sign-in")
  package static let signOut = Route("/sign-out")
  package static let language = Route("/language")
  package static let password = Route("/account/password")
  package static let account = Route("/account")
  package static let accountLook = Route("/account/look")
  package static let otherSessionsEnd = Route("/account/sessions/others")
  package static let sessionEnd = Route("/account/sessions/{id}/end", EntityID.self)
  package static let live = Route("/live")
  package static let asset = Route("/assets/{version}/{file}", String.self)
}
