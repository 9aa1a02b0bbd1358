/// The people of our tests. Each of them is invented; the region 99 of their ID numbers doesn't exist, and neither
/// do their telephones. The tests use them under their own names, so that a test reads as a story.
package enum Cast {
  /// The community in which the story plays, 安和社区: a place code of 12 digits.
  package static let community = "990501001001"

  /// The day on which the story plays, a Tuesday. Every age below is meant on this day.
  package static let today = "2026-11-24"

  /// 刘姨 to everyone in the yard, so that `ly` must find her as `lgf` does. At 81 she may draw the old-age allowance,
  /// and doesn't yet.
  package static let liuguifang = Resident(
    name: "刘桂芳", alias: "刘姨", idNumber: "990501194503190426", sex: 2, birthDate: "1945-03-19",
    phone: "19905021234", home: "7-3-502", tags: ["高龄", "独居"], pinyin: "liuguifang", initials: "lgf",
    aliasInitials: "ly")

  /// 68, three times a week on dialysis.
  package static let wangjianguo = Resident(
    name: "王建国", alias: nil, idNumber: "990501195809140311", sex: 1, birthDate: "1958-09-14",
    phone: "19905025530", home: "12-1-301", tags: ["透析"], pinyin: "wangjianguo", initials: "wjg",
    aliasInitials: nil)

  /// Everyone of the cast who lives in the community.
  package static let residents = [liuguifang, wangjianguo]
}
