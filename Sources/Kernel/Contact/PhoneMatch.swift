/// Finding phones in groups of digits.
extension PhoneCell {
  /// The phone (or the two that were written without a gap) at the beginning, and how many groups it takes.
  static func first(in groups: ArraySlice<Group>) -> (found: [Found], used: Int)? {
    var digits = ""
    for (index, group) in groups.enumerated() {
      if group.mark == .extend && index > 0 { break }
      digits += group.digits
      let here = Array(groups.prefix(index + 1))
      if let phone = phone(digits) {
        // 0999 8812 and 345 make a number of 7 only if what follows doesn't make it one of 8.
        return extended(phone, here, groups.dropFirst(index + 1))
      }
      if digits.count == 22, let one = PhoneNumber.mobile(String(digits.prefix(11))),
        let two = PhoneNumber.mobile(String(digits.suffix(11)))
      {
        return ([Found(phone: one, changed: false), Found(phone: two, changed: false)], index + 1)
      }
    }
    return nil
  }

  /// Digits with or without the country's code: 86, 0086, in front of a landline perhaps without its 0.
  private static func phone(_ digits: String) -> PhoneNumber? {
    if let plain = PhoneNumber.mobile(digits) ?? PhoneNumber.landline(digits) { return plain }
    for code in ["0086", "86"] where digits.hasPrefix(code) {
      let rest = String(digits.dropFirst(code.count))
      if let found = PhoneNumber.mobile(rest) ?? PhoneNumber.landline(rest) { return found }
      if code == "0086" || digits.count > 11, let found = PhoneNumber.landline("0" + rest) { return found }
    }
    // A 0 before a mobile is how it was once dialled from elsewhere.
    if digits.hasPrefix("01"), digits.count == 12 { return PhoneNumber.mobile(String(digits.dropFirst())) }
    return nil
  }

  private static func extended(
    _ phone: PhoneNumber, _ groups: [Group], _ rest: ArraySlice<Group>
  ) -> (found: [Found], used: Int) {
    if let next = rest.first, next.mark == .extend || next.mark == .hyphen || next.mark == .bracket,
      let longer = phone.with(extension: next.digits)
    {
      let asWritten = written(groups + [next])
      return ([Found(phone: longer, changed: asWritten != longer.text)], groups.count + 1)
    }
    return ([Found(phone: phone, changed: written(groups) != phone.text)], groups.count)
  }

  /// The groups with their visible marks, to compare with the canonical form.
  private static func written(_ groups: [Group]) -> String {
    groups.enumerated().map { index, group in
      let mark =
        switch group.mark {
        case .none, .blank: ""
        case .hyphen: index == 0 ? "" : "-"
        case .plus: "+"
        case .bracket: "("
        case .extend: "x"
        }
      return mark + group.digits
    }.joined()
  }
}
