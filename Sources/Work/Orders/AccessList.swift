import Access
import Kernel
import Organisation
import Registry
import Store
import Trust

/// The access list at work (准入清单): what it doesn't list or entitle is refused and journalled (B11).
extension OrderDesk {
  /// The unit that an order is to be handed to.
  func target(_ id: EntityID?, of record: OrderRecord, in session: any Session) throws -> Unit {
    if let id {
      guard let unit = try UnitStore.unit(id: id, at: record.occasion.today, in: session) else {
        throw Failure.invalid(FieldFailure("/unit", "order.unit.unknown"))
      }
      return unit
    }
    let department = record.item.department
    let unit = try UnitStore.department(
      department, serving: record.order.placeKey, at: record.occasion.today, in: session)
    guard let unit else { throw Failure(.conflict, Phrase("order.why.noUnit", ["department": department])) }
    return unit
  }

  /// Only the item's own department, and only where it serves the order's place.
  func entitles(_ unit: Unit, for record: OrderRecord, in session: any Session) throws -> Bool {
    guard unit.department == record.item.department else { return false }
    return try PlaceStore.lies(
      record.order.placeKey, within: unit.placeKey, at: record.occasion.today, in: session)
  }

  /// Journals that somebody tried to hand an order to a unit that may not have it.
  func refuse(_ unit: Unit, for record: OrderRecord, in session: any Session) throws -> Failure {
    let change = [
      "order": record.order.number.text, "item": record.item.code, "unit": unit.id.description, "reason": "notEntitled",
    ]
    try Journal.append(
      orderEvent(
        "order.refused", subject: Subject(kind: "order", id: record.order.id), placeKey: record.order.placeKey,
        change: change, post: record.post, account: record.account, on: record.occasion, in: session), session)
    return Failure(
      .conflict,
      Phrase(
        "order.why.notEntitled",
        ["unit": unit.name, "item": record.item.name.zh, "department": record.item.department]))
  }

  /// Journals that somebody tried to take in what the catalogue doesn't list.
  func refuse(
    _ new: NewOrder, id: EntityID, person: Person, post: Assignment, _ grant: Grant, on occasion: Occasion,
    in session: any Session
  ) throws -> Failure {
    let change = ["item": Self.quotable(new.item), "reason": "notListed"]
    try Journal.append(
      orderEvent(
        "order.refused", subject: Subject(kind: "order", id: id), placeKey: person.placeKey, change: change, post: post,
        account: try grant.account(), on: occasion, in: session), session)
    return .invalid(FieldFailure("/item", Phrase("order.notListed", ["item": Self.quotable(new.item)])))
  }

  /// A code as catalogues have them; anything else that was typed in its place may be personal and is not repeated.
  private static func quotable(_ code: String) -> String {
    let isCode =
      code.count == 7 && code.utf8.dropFirst().allSatisfy { (48...57).contains($0) } && code.first?.isASCII == true
      && code.first?.isLetter == true
    return isCode ? code : "?"
  }
}
