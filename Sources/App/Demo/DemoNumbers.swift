import Kernel

/// Numbers that nobody has: ID numbers of region 9915NN and mobiles of 199 and 190, each given once in the whole city.
///
/// A community draws from its own 33 of the 1,000 order numbers that a region has for a birthday; it has at most five
/// people with one birthday and sex, so that they suffice.
struct DemoNumbers {
  private static let share = 33
  private struct Birth: Hashable {
    let day: Day
    let isMale: Bool
  }
  private let region: String
  private let first: Int
  private var given: [Birth: Int] = [:]
  private var phones = 0
  private let phoneStart: String

  init(district: Int, community: Int) {
    region = "9915" + DemoDistrict.digits(district + 1, 2)
    first = community * Self.share
    phoneStart = String(10 + district)
  }

  /// A sound number for somebody who is born on this day, or the day before if it has no number left.
  mutating func idNumber(born: Day, _ sex: Sex, today: Day) -> IDNumber? {
    let isMale = sex == .male
    var day = born
    var place = given[Birth(day: day, isMale: isMale)] ?? 0
    while place >= (Self.share - 1) / 2 {
      day = day.adding(days: -1)
      place = given[Birth(day: day, isMale: isMale)] ?? 0
    }
    given[Birth(day: day, isMale: isMale)] = place + 1
    // Odd order numbers are men's (GB 11643).
    let order = first + (first % 2 == (isMale ? 1 : 0) ? 0 : 1) + place * 2
    let digits = region + day.iso.filter { $0 != "-" } + DemoDistrict.digits(order, 3)
    return "0123456789X".lazy.compactMap { IDNumber(digits + String($0), today: today) }.first
  }

  /// 33,000 for each community.
  mutating func phone(_ random: inout DemoRandom) -> PhoneNumber? {
    phones += 1
    let number = first / Self.share * 33_000 + phones
    return PhoneNumber((random.happens(800) ? "199" : "190") + phoneStart + DemoDistrict.digits(number, 6))
  }
}
