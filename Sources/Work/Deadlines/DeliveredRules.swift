import Access
import Kernel
import Organisation
import Rulebook
import Store

/// The rules with which a new installation starts: calendar, office hours, lights, and the window's catalogue.
package struct DeliveredRules: Sendable {
  package let calendar: CalendarRule
  package let hours: OfficeHoursRule
  package let lights: TrafficLights
  package let catalogue: WindowCatalogue

  /// - Throws: `RuleRefusal` with file and line, `CatalogueMissing`.
  package init() throws {
    calendar = try CalendarRule.delivered()
    hours = OfficeHoursRule()
    lights = TrafficLights()
    catalogue = try WindowCatalogue.delivered()
  }

  /// Publishes them at the highest place for which they hold; at each start, since what stands there unchanged, or was
  /// changed by an office, stays.
  package func publish(
    at place: Place, from day: Day, rulebook: Rulebook, on occasion: Occasion, in session: any Session
  ) throws {
    try rulebook.deliver(calendar, at: place, from: day, on: occasion, in: session)
    try rulebook.deliver(hours, at: place, from: day, on: occasion, in: session)
    try rulebook.deliver(lights, at: place, from: day, on: occasion, in: session)
    try rulebook.deliver(catalogue, at: place, from: day, on: occasion, in: session)
  }
}
