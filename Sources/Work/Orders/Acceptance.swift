import Access
import Kernel
import Organisation
import Registry
import Rulebook
import Store
import Trust

/// What somebody brings to the window (受理).
package struct NewOrder: Sendable, Hashable {
  /// A name that a browser or phone gave it, so that sending it twice makes one order.
  package let id: EntityID?
  package let item: String
  package let person: EntityID
  package let channel: OrderChannel
  /// The papers that were seen, by their names in the catalogue.
  package let materials: [String]
  /// The result, if it is closed at once.
  package let result: String?

  package init(
    id: EntityID? = nil, item: String, person: EntityID, channel: OrderChannel, materials: [String] = [],
    result: String? = nil
  ) {
    self.id = id
    self.item = item
    self.person = person
    self.channel = channel
    self.materials = materials
    self.result = result
  }
}

extension OrderDesk {
  /// Takes a matter in for a person in reach, by the catalogue in force where she lives; closes it at once if a result is
  /// given and the item allows it.
  ///
  /// An item that the catalogue doesn't list is refused and journalled (B11): commit, then answer with the refusal.
  /// - Throws: `notFound` for a person out of reach; `conflict` if the id is known or the order may not be closed at
  ///   once; `invalid` for a paper that the item doesn't ask for.
  package func accept(_ new: NewOrder, _ grant: Grant, on occasion: Occasion, in session: any Session) throws
    -> Decision<OrderReceipt>
  {
    let person = try PersonStore.person(id: new.person, grant: grant, in: session)
    let id = new.id ?? occasion.newID()
    guard try !OrderStore.has(id: id, in: session) else { throw Self.known }
    let post = try acceptingPost(grant, placeKey: person.placeKey, in: session)
    let catalogue = try rulebook.inForce(WindowCatalogue.self, at: person.placeKey, on: occasion.today, in: session)
    guard let item = catalogue.content.item(new.item) else {
      return .refused(try refuse(new, id: id, person: person, post: post, grant, on: occasion, in: session))
    }
    try Self.check(new.materials, against: item)
    let acceptance = try acceptance(
      new, item: item, catalogueKey: catalogue.documentKey, person: person, post: post, on: occasion, in: session)
    var acts = [acceptance]
    if let result = new.result {
      try Self.check(result: result)
      acts.append(try closing(acceptance, item: item, post: post, on: occasion, in: session))
    }
    let order = try begin(new, id: id, person: person, acts: acts, on: occasion, in: session)
    let record = OrderRecord(order: order, item: item, post: post, account: try grant.account(), occasion: occasion)
    for act in acts { try add(act, text: act.verb == .close ? new.result : nil, to: record, in: session) }
    return .done(try receipt(order, in: session))
  }

  static let known = Failure(.conflict, "order.known")

  /// The post by which an order may be taken in at a place.
  private func acceptingPost(_ grant: Grant, placeKey: Int64, in session: any Session) throws -> Assignment {
    let roles = moves.move(.accept, in: nil)?.roles ?? []
    let post = try grant.posts.first { post in
      try roles.contains(post.role) && PlaceStore.lies(placeKey, within: post.place.key, at: grant.day, in: session)
    }
    guard let post else { throw Failure(.forbidden, "order.why.role") }
    return post
  }

  static func check(_ materials: [String], against item: CatalogueItem) throws {
    let names = Set(item.materials.map(\.name))
    let strays = materials.enumerated().filter { !names.contains($0.element) }.map { index, _ in
      FieldFailure("/materials/\(index)", Phrase("order.material.unknown", ["item": item.name.zh]))
    }
    guard strays.isEmpty else { throw Failure(.invalid, "problem.invalid", fields: strays) }
  }

  private func acceptance(
    _ new: NewOrder, item: CatalogueItem, catalogueKey: Int64, person: Person, post: Assignment, on occasion: Occasion,
    in session: any Session
  ) throws -> OrderAct {
    let rules = try setting(at: person.placeKey, on: occasion.today, zone: occasion.zone, in: session)
    let office = try UnitStore.communityOffice(serving: person.placeKey, at: occasion.today, in: session) ?? post.unit
    let due = try Self.due(item, acceptedAt: occasion.now, in: rules.setting)
    let seen = Set(new.materials)
    return OrderAct(
      ordinal: 1, id: occasion.newID(), verb: .accept, accountKey: post.accountKey, assignmentKey: post.key,
      unitKey: post.unit.key, toUnitKey: office.key, happenedAt: occasion.now, recordedAt: occasion.now,
      detail: OrderAct.Detail(
        materials: item.materials.map(\.name).filter(seen.contains), due: due,
        rules: OrderRules(catalogue: catalogueKey, calendar: rules.calendarKey, hours: rules.hoursKey)))
  }

  private static func due(_ item: CatalogueItem, acceptedAt: Instant, in setting: WorkingClock.Setting) throws
    -> Instant
  {
    do {
      return try OrderClock(item: item, acceptedAt: acceptedAt).dueAt(in: setting)
    } catch CalendarError.noTable(let year) {
      throw Failure(.conflict, Phrase("order.noCalendar", ["year": String(year)]))
    }
  }

  /// The second act of what is done on the spot.
  private func closing(
    _ acceptance: OrderAct, item: CatalogueItem, post: Assignment, on occasion: Occasion, in session: any Session
  ) throws -> OrderAct {
    let owner = try unit(acceptance.toUnitKey ?? acceptance.unitKey, in: session)
    let rules = MoveRules(
      moves: moves, state: .accepted, closedOn: nil, ownerUnit: owner.key, ownerName: owner.name,
      ownerNameEn: owner.nameEn, item: item)
    switch rules.decide(.close, posts: [post]) {
    case .failure(let obstacle): throw Failure(.conflict, obstacle.phrase)
    case .success:
      return OrderAct(
        ordinal: 2, id: occasion.newID(), verb: .close, accountKey: post.accountKey, assignmentKey: post.key,
        unitKey: post.unit.key, happenedAt: occasion.now, recordedAt: occasion.now)
    }
  }

  /// Writes the order's row and its places in the queues; the acts follow.
  private func begin(
    _ new: NewOrder, id: EntityID, person: Person, acts: [OrderAct], on occasion: Occasion, in session: any Session
  ) throws -> Order {
    let standing = try OrderFold.fold(acts)
    guard let rules = acts.first?.detail.rules else { throw OrderFold.Broken(ordinal: 1) }
    let order = Order(
      key: 0, id: id, number: try number(communityKey: person.communityKey, on: occasion, in: session), item: new.item,
      rules: rules, personKey: person.key, placeKey: person.placeKey, channel: new.channel,
      columns: standing.columns)
    do {
      let key = try OrderStore.insert(order, compartmentKey: try vault.key(of: .registry), in: session)
      let places = try QueueStore.places(above: person.placeKey, at: occasion.today, in: session)
      try QueueStore.set(QueueRow.rows(of: standing, places: places), of: key, isNew: true, in: session)
      return order.with(key: key, columns: standing.columns)
    } catch StoreError.unique(name: "work_order_id_key") {
      throw Self.known
    }
  }

  private func number(communityKey: Int64, on occasion: Occasion, in session: any Session) throws -> OrderNumber {
    let year = occasion.today.year
    guard let community = try PlaceStore.place(key: communityKey, in: session),
      let number = OrderNumber(
        community: community.code, year: year,
        running: try numbers.draw(placeKey: communityKey, year: year, now: occasion.now, in: session))
    else { throw StoreError.column("community_key") }
    return number
  }
}
