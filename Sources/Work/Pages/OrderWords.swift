import Kernel
import Pages

/// Orders in the words of lists.
package enum OrderWords {
  /// The colour of a state: late, soon, open, hold or done.
  package static func kind(_ urgency: Urgency, _ state: OrderState) -> String {
    if state == .closed { return "done" }
    switch urgency.light {
    case .late: return "late"
    case .soon: return "soon"
    case .hold: return "hold"
    case .normal: return "open"
    }
  }

  /// The step in one or two words.
  package static func step(_ state: OrderState, _ call: Call) -> String {
    call.say(state == .handling ? "state.signedFor" : "state.\(state.rawValue)")
  }

  /// `办理中，在医保 范伟手里`.
  package static func state(_ state: OrderState, unit: String, person: String?, _ call: Call) -> String {
    let step = step(state, call)
    guard state != .closed else { return step }
    guard let person else { return call.say("state.withUnit", ["state": step, "unit": unit]) }
    return call.say("state.withPerson", ["state": step, "unit": unit, "person": person])
  }

  /// The deciding department in the reader's language.
  package static func department(_ item: CatalogueItem, _ call: Call) -> String {
    item.isCommunitys ? call.say("department.社区") : call.say("department.\(item.department)")
  }

  /// Why it stands where it stands, beside its due time.
  package static func reason(_ line: OrderLine, _ call: Call) -> String {
    if line.state == .closed { return "" }
    if line.urgency.light == .late, line.state == .dispatched { return call.say("why.unsigned") }
    if line.person.tags.contains("透析") { return call.say("why.tag", ["tag": "透析"]) }
    if let age = line.person.age, age >= 80 { return call.say("why.old") }
    switch line.state {
    case .accepted where line.item.closesAtWindow: return call.say("why.turn")
    case .accepted: return call.say("why.notDispatched")
    case .dispatched: return call.say("why.unsigned")
    default: return call.say("why.turn")
    }
  }
}
