import Access
import Kernel
import Pages

/// A promised item's clock in words and as boxes that one can count.
package struct ClockPage {
  let call: Call
  package init(_ call: Call) { self.call = call }

  /// An order's clock: what is left, used, late.
  package func open(_ face: WorkingClock.Face, closedAt: Instant?) -> JSON {
    let zone = call.occasion.zone
    let total = face.used.amount + face.remaining.amount
    let sentence: String
    if let closedAt {
      sentence = call.say("say.dueDone", ["day": call.day(zone.day(of: closedAt)), "days": "\(face.used.amount)"])
    } else if let due = face.dueAt.map({ zone.day(of: $0) }) {
      let late = call.occasion.today.number - due.number
      sentence =
        face.overdue
        ? call.say("say.dueOver", ["day": word(due), "days": "\(max(late, 1))"])
        : due == call.occasion.today
          ? call.say("say.dueToday")
          : call.say("say.dueLeft", ["day": word(due), "days": "\(face.remaining.amount)"])
    } else {
      sentence = ""
    }
    let detail = call.say("say.promised", ["days": "\(total)", "used": "\(face.used.amount)"])
    return context(face.days, sentence: sentence, detail: detail, legend: call.say("order.legend"))
  }

  /// The clock of what would be accepted now.
  package func ahead(_ face: WorkingClock.Face, limit: Int) -> JSON {
    let due = face.dueAt.map { call.occasion.zone.day(of: $0) }
    let holidays = face.days.compactMap(\.gap).filter { $0.name.chinese != "周末" }.map {
      call.say("say.holidayOut", ["name": call.either($0.name.chinese, $0.name.english)])
    }
    let makeUps = face.days.filter { $0.day.weekday > 5 }.map {
      call.say("say.makeUpIn", ["day": call.day($0.day), "weekday": call.say("weekday.\($0.day.weekday)")])
    }
    let comma = call.either("；", "; ")
    let detail = ([call.say("say.limit", ["days": "\(limit)"])] + holidays + makeUps).joined(separator: comma)
    return context(
      face.days, sentence: due.map { call.say("say.acceptDue", ["day": word($0)]) } ?? "", detail: detail, legend: nil)
  }

  private func word(_ day: Day) -> String { Words.dayAndWeekday(day, call.texts, call.language) }

  private func context(_ days: [CountableDay], sentence: String, detail: String, legend: String?) -> JSON {
    var boxes: [JSON] = []
    var month = 0
    for day in days {
      var words: [String] = []
      if let gap = day.gap, gap.name.chinese != "周末" { words.append(call.either(gap.name.chinese, gap.name.english)) }
      if day.day.month != month { words.append(call.say("month.\(day.day.month)")) }
      month = day.day.month
      if !words.isEmpty { boxes.append(box("word", words.joined(separator: call.either("，", ", ")))) }
      boxes.append(box(kind(day), "\(day.day.day)"))
    }
    let spoken = call.say(
      "say.daysSpoken",
      [
        "days": "\(days.filter { $0.state != .paused }.count)", "from": days.first.map { call.day($0.day) } ?? "",
        "to": days.last.map { call.day($0.day) } ?? "",
      ])
    return [
      "sentence": .string(sentence), "detail": .string(detail), "spoken": .string(spoken), "legend": JSON(legend),
      "days": .array(boxes),
    ]
  }

  private func kind(_ day: CountableDay) -> String {
    switch day.state {
    case .used: "used"
    case .now: "now"
    case .left: "left"
    case .paused: "stop"
    case .last: "last"
    }
  }

  private func box(_ kind: String, _ text: String) -> JSON { ["kind": .string(kind), "text": .string(text)] }
}
