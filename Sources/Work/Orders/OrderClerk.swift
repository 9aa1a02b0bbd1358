import Access
import Kernel
import Organisation
import Rulebook
import Store

/// Reads for one answer what many of its orders share: items, calendars, lights, each once.
struct OrderClerk {
  private let desk: OrderDesk
  private let occasion: Occasion
  private let session: any Session
  private var catalogues: [Int64: InForce<WindowCatalogue>] = [:]
  private var settings: [OrderRules: WorkingClock.Setting] = [:]
  private var lights: TrafficLights?

  init(_ desk: OrderDesk, on occasion: Occasion, in session: any Session) {
    self.desk = desk
    self.occasion = occasion
    self.session = session
  }

  /// The catalogue by which an order was accepted.
  mutating func catalogue(of order: Order) throws -> InForce<WindowCatalogue> {
    if let known = catalogues[order.rules.catalogue] { return known }
    let catalogue = try desk.rulebook.version(WindowCatalogue.self, key: order.rules.catalogue, in: session)
    catalogues[order.rules.catalogue] = catalogue
    return catalogue
  }

  mutating func item(of order: Order) throws -> CatalogueItem {
    guard let item = try catalogue(of: order).content.item(order.item) else { throw StoreError.column("item") }
    return item
  }

  /// The calendar and hours that were frozen when the order was accepted.
  mutating func setting(of order: Order) throws -> WorkingClock.Setting {
    if let known = settings[order.rules] { return known }
    let calendar = try desk.rulebook.version(CalendarRule.self, key: order.rules.calendar, in: session)
    let hours = try desk.rulebook.version(OfficeHoursRule.self, key: order.rules.hours, in: session)
    let setting = WorkingClock.Setting(
      calendar: calendar.content.calendar, hours: hours.content.hours, zone: occasion.zone)
    settings[order.rules] = setting
    return setting
  }

  /// The clock as it stands now, or as it stood when the order was closed.
  mutating func face(of order: Order) throws -> WorkingClock.Face? {
    let clock = OrderClock(item: try item(of: order), acceptedAt: order.columns.acceptedAt)
    return try clock.face(now: order.columns.closedAt ?? occasion.now, in: setting(of: order))
  }

  mutating func urgency(of order: Order, face: WorkingClock.Face?) throws -> Urgency {
    Urgency(
      dueAt: order.columns.dueAt, closedAt: order.columns.closedAt, share: face.map { Int($0.share * 100) },
      remaining: face?.remaining.amount, lights: try light(at: order.placeKey), now: occasion.now,
      in: try setting(of: order))
  }

  /// The thresholds where the first order lies: a list is read by one office, whose colours are the same throughout.
  private mutating func light(at placeKey: Int64) throws -> TrafficLights {
    if let lights { return lights }
    let found = try desk.rulebook.inForce(TrafficLights.self, at: placeKey, on: occasion.today, in: session).content
    lights = found
    return found
  }
}
