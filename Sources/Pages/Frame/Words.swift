import Access
import Kernel

/// Days and times as people say them.
package enum Words {
  /// `4月25日 周一`, `Mon 25 Apr`: the head of a page.
  package static func date(_ day: Day, _ texts: Texts, _ language: Language) -> String {
    texts.say(Phrase("say.headDate", values(day, texts, language)), language)
  }

  /// `今天10:33`, `4月20日08:30`, with the year if it is another one.
  package static func moment(_ instant: Instant, today: Day, zone: Zone, _ texts: Texts, _ language: Language) -> String
  {
    let day = zone.day(of: instant)
    var values = values(day, texts, language)
    values["time"] = time(instant, zone: zone)
    let key = day == today ? "say.todayAt" : day.year == today.year ? "say.dayAt" : "say.yearDayAt"
    return texts.say(Phrase(key, values), language)
  }

  /// `4月20日`, with the year if it is another one.
  package static func day(_ day: Day, today: Day, _ texts: Texts, _ language: Language) -> String {
    texts.say(Phrase(day.year == today.year ? "say.day" : "say.yearDay", values(day, texts, language)), language)
  }

  /// `5月11日（周三）`.
  package static func dayAndWeekday(_ day: Day, _ texts: Texts, _ language: Language) -> String {
    texts.say(Phrase("say.dayWeekday", values(day, texts, language)), language)
  }

  /// `08:30`.
  package static func time(_ instant: Instant, zone: Zone) -> String {
    let midnight = zone.instant(of: zone.day(of: instant), hour: 0, minute: 0)
    let minutes = (instant.milliseconds - midnight.milliseconds) / 60_000
    return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }

  private static func values(_ day: Day, _ texts: Texts, _ language: Language) -> [String: String] {
    [
      "year": "\(day.year)", "month": "\(day.month)", "day": "\(day.day)",
      "monthName": texts.say(Phrase("month.\(day.month)"), language),
      "weekday": texts.say(Phrase("weekday.\(day.weekday)"), language),
    ]
  }

  private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Call {
  package func moment(_ instant: Instant) -> String {
    Words.moment(instant, today: occasion.today, zone: occasion.zone, texts, language)
  }
  package func day(_ day: Day) -> String { Words.day(day, today: occasion.today, texts, language) }
  package func say(_ key: String, _ values: [String: String] = [:]) -> String { say(Phrase(key, values)) }
  /// The Chinese or the English of two.
  package func either(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }
}
