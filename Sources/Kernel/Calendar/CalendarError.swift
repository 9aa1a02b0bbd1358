/// Why working time can't be reckoned. Working days are never guessed: a wrong due date binds an office in law.
package enum CalendarError: Error, Hashable, Sendable {
  /// There is no official table of holidays for this year (it is published each autumn for the next).
  case noTable(Int)

  /// A line of a table can't be read.
  case badLine(Int)

  /// A limit or extension of nothing or less, or an extension of another kind than its limit.
  case badLimit

  /// Office hours that are empty, overlap or leave the day.
  case badOfficeHours

  package var chinese: String {
    switch self {
    case .noTable(let year): "没有\(year)年的放假安排表（国务院办公厅每年公布），不能推算工作日。请先录入该年的放假安排。"
    case .badLine(let line): "放假安排表第\(line)行无法识别。"
    case .badLimit: "时限必须大于零，延期必须与原时限同类。"
    case .badOfficeHours: "办公时间无效：时段为空、重叠或超出一天。"
    }
  }

  package var english: String {
    switch self {
    case .noTable(let year):
      "There is no official table of holidays for \(year) (the State Council publishes one each year), so working days "
        + "can't be reckoned. Enter that year's table first."
    case .badLine(let line): "Line \(line) of the table of holidays can't be read."
    case .badLimit: "A limit must be more than nothing, and an extension of the same kind as its limit."
    case .badOfficeHours: "These office hours are not valid: empty, overlapping or longer than a day."
    }
  }
}

extension CalendarError: CustomStringConvertible {
  package var description: String { "\(chinese) \(english)" }
}
