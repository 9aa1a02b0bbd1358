/// What a request may ask for. Every route names one; the table `access.csv` says which role has it, where.
package enum AccessAction: String, Sendable, CaseIterable, Codable {
  /// Sign in. The one thing, with `readInstallation`, that nobody in particular may do.
  case createSession = "session.create"
  /// Health, metrics, the description of the interface, style sheets.
  case readInstallation = "installation.read"
  /// One's own account: password, sessions, language.
  case ownAccount = "account.own"
  case readCatalogue = "catalogue.read"
  case searchPeople = "person.search"
  case readPerson = "person.read"
  case createPerson = "person.create"
  /// See one masked value in full, for a purpose.
  case disclosePerson = "person.disclose"
  case createOrder = "order.create"
  case listOrders = "order.list"
  case readOrder = "order.read"
  case dispatchOrder = "order.dispatch"
  case signForOrder = "order.signFor"
  case closeOrder = "order.close"
  case readStatistics = "statistics.read"
  /// The journal, without the content that it seals.
  case listEvents = "event.list"
  case importList = "list.import"
  /// Run, back up, upgrade: from the command line of the machine itself.
  case operate = "installation.operate"
}

/// What a grant lets its holder see of a record; what is not in it is left out, not masked.
package enum Field: String, Sendable, CaseIterable {
  case name, birth, home, tags, numbers, phones, contacts, orders, lookers, text
}

/// What the holder of a grant owes for its use.
package enum Obligation: String, Sendable, CaseIterable {
  /// Say why, in the same request; the journal keeps it.
  case purpose
}
