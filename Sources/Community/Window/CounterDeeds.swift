import Access
import Kernel
import Pages
import Registry
import Rulebook
import Work

/// The chosen item at the counter: papers, clock, and what can be done now.
struct CounterDeeds {
  let page: CounterPage
  let call: Call
  let item: CatalogueItem
  let person: PersonView
  /// The form's word for closing at once.
  static let atOnce = "close-at-once"

  var members: [String: JSON] {
    get throws {
      [
        "item": [
          "code": .string(item.code), "name": .string(call.either(item.name.zh, item.name.en)), "line": .string(line),
          "orderId": JSON(call.occasion.newID()), "idempotencyKey": .string(call.freshKey()),
        ],
        "materials": .array(item.materials.enumerated().map(material)), "clock": try clock, "deeds": .array(deeds),
      ]
    }
  }

  private var department: String { OrderWords.department(item, call) }

  private var line: String {
    let values = [
      "code": item.code, "class": call.either(item.category.zh, item.category.en),
      "subclass": call.either(item.subcategory.zh, item.subcategory.en), "kind": call.say("say.promisedKind"),
      "limit": call.say("say.workingDays", ["days": "\(item.limit)"]), "unit": department,
    ]
    return call.say(item.kind == .immediate ? "say.itemLineAtOnce" : "say.itemLine", values)
  }

  private func material(_ index: Int, _ material: CatalogueItem.Material) -> JSON {
    [
      "id": .string("m\(index + 1)"), "value": .string(material.name), "name": .string(material.name), "ticked": false,
      "remark": .string(material.mayComeLater ? call.say("counter.mayComeLater") : call.say("counter.original")),
      "state": .null,
    ]
  }

  private var clock: JSON {
    get throws {
      guard item.kind == .promised else {
        return [
          "sentence": .string(call.say("say.acceptAtOnce")), "detail": "", "spoken": "", "legend": .null, "days": [],
        ]
      }
      let calendar = try page.desk.rulebook.inForce(
        CalendarRule.self, at: person.person.placeKey, on: call.occasion.today, in: call.session)
      let hours = try page.desk.rulebook.inForce(
        OfficeHoursRule.self, at: person.person.placeKey, on: call.occasion.today, in: call.session)
      let setting = WorkingClock.Setting(
        calendar: calendar.content.calendar, hours: hours.content.hours, zone: call.occasion.zone)
      do {
        let face = try OrderClock(item: item, acceptedAt: call.occasion.now).face(now: call.occasion.now, in: setting)
        return face.map { ClockPage(call).ahead($0, limit: item.limit) } ?? .null
      } catch CalendarError.noTable(let year) {
        return [
          "sentence": .string(call.say("order.noCalendar", ["year": "\(year)"])), "detail": "", "spoken": "",
          "legend": .null, "days": [],
        ]
      }
    }
  }

  private var deeds: [JSON] {
    let may = page.orderGrant(.createOrder, call) != nil
    let role = call.say("why.role")
    let accept = deed(
      "accept", "s", "counter.accept", primary: !item.closesAtWindow, can: may,
      why: may ? call.say(item.isCommunitys ? "counter.acceptOwnWhy" : "counter.acceptWhy", ["unit": department]) : role
    )
    let closes = may && item.closesAtWindow
    let close = deed(
      Self.atOnce, "b", "counter.atOnce", primary: item.closesAtWindow, can: closes,
      why: closes ? call.say("counter.atOnceWhy") : may ? call.say("counter.atOnceNot", ["unit": department]) : role)
    return item.closesAtWindow ? [close, accept] : [accept, close]
  }

  private func deed(_ id: String, _ key: String, _ label: String, primary: Bool, can: Bool, why: String) -> JSON {
    [
      "id": .string(id), "label": .string(call.say(label)), "key": .string(key),
      "keyLabel": .string("Alt+\(key.uppercased())"),
      "primary": .bool(primary && can), "can": .bool(can), "why": .string(why),
    ]
  }
}
