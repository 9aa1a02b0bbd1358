import Kernel

/// The words of rows in which nobody stands.
enum SkipWords {
  private static let totals = ["合计", "小计", "总计", "共计", "累计", "汇总", "总人数", "总户数", "本页计", "本页共"]

  /// 合计, 3号楼小计, 合计：395人; not a name in which the word is only a part of more.
  static func isTotal(_ text: String) -> Bool {
    guard text.unicodeScalars.contains(where: { "计总共".unicodeScalars.contains($0) }) else { return false }
    let bare = HeadingText(text).full
    guard bare.count <= 30, let word = totals.first(where: { bare.contains($0) }) else { return false }
    if bare.hasPrefix(word) || bare.hasSuffix(word) { return true }
    let rest = bare.filter { !$0.isNumber && !"人户:：,，".contains($0) }
    return rest.hasSuffix(word) || bare.contains("\(word):")
  }

  private static let vacancies: Set<String> = [
    "空置", "空户", "空房", "空置房", "空置户", "空关", "空关房", "无人居住", "无人住", "无人", "闲置", "闲置房", "未入住", "未住人", "没人住", "没人居住", "无人入住",
    "空屋", "空", "长期空置", "房屋空置", "暂时空置", "暂无人居住", "无住户", "未售", "未出租", "待租", "待售",
  ]

  /// The cell says that nobody lives in this home.
  static func isVacancy(_ text: String) -> Bool {
    guard text.unicodeScalars.contains(where: { "空无闲未没暂待".unicodeScalars.contains($0) }) else { return false }
    return vacancies.contains(HeadingText(HeadingText(text).unbracketed).full.filter { !"()".contains($0) })
  }

  private static let notes = [
    "填表", "制表", "审核", "审批", "负责人", "填报", "经办", "统计", "上报", "打印", "制作", "日期", "单位", "注", "备注", "说明", "联系人", "复核", "校对",
    "社区书记",
    "盖章", "签字", "签章", "附注", "提示", "本表", "此表",
  ]

  /// 填表人：…, 注：…, 说明：…
  static func isNote(_ text: String) -> Bool {
    guard text.utf8.count > 3 else { return false }
    let bare = HeadingText(text).full
    guard let word = notes.first(where: { bare.hasPrefix($0) }) else { return false }
    let rest = bare.dropFirst(word.count).prefix(8)
    return rest.contains(":") || rest.contains("：") || word == "本表" || word == "此表" || rest.contains("1")
  }

  /// 例, 示例, 例如: the row is an example of the form's maker.
  static func isExample(_ text: String) -> Bool {
    let bare = HeadingText(text).full
    return ["例", "示例", "样例", "范例", "例如", "举例", "填写示例", "填写样例", "样表", "例子"].contains(HeadingText(text).plain)
      || bare.hasPrefix("例:") || bare.hasPrefix("示例:") || bare.hasPrefix("例如:")
  }

  /// Names of sheets that explain a form or hold its codes.
  static func isGuideSheet(_ name: String) -> Bool {
    [
      "说明", "示例", "样例", "范例", "样表", "填写", "须知", "指南", "字典", "代码", "编码", "选项", "参考", "数据源", "模板", "要求", "注意事项", "帮助",
      "README", "readme",
    ].contains {
      name.contains($0)
    }
  }

  /// Text of a sheet that shows how a form is to be filled in.
  static func explains(_ text: String) -> Bool {
    ["示例", "样例", "范例", "填写说明", "填表说明", "填报说明", "填写要求", "填报要求"].contains { text.contains($0) }
  }

  /// The line above's value counts.
  static func isDitto(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 60,
      text.unicodeScalars.contains(where: { !$0.isASCII || $0 == "\"" || $0 == "'" || $0 == "d" })
    else { return false }
    let bare = text.unicodeScalars.filter { !Invisible.contains($0) }
    let word = String(String.UnicodeScalarView(bare))
    return dittos.contains(word)
  }

  private static let dittos: Set<String> = [
    "同上", "〃", "\"", "″", "”", "“", "\"\"", "''", "仝上", "仝", "同前", "〞", "〝", "同上一行", "同上行", "(同上)", "（同上）", "々",
    "ditto", "同户主",
    "同户主住址", "同户主地址",
  ]
}
