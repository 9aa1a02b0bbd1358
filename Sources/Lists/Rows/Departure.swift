import Foundation
import Kernel

/// Words that say that a person is dead, moved out, deregistered or registered here without living here.
enum Departure {
  private static let words = [
    "死亡", "去世", "已故", "亡故", "病故", "病逝", "过世", "逝世", "身故", "离世", "身亡", "已亡", "迁出", "迁走", "迁往", "外迁", "搬走", "搬离", "搬出",
    "搬家", "搬迁",
    "已搬", "注销", "销户", "空挂", "户在人不在", "人不在户在", "户在人不住", "挂靠户", "退租", "离开本", "已离开", "离社区", "不在本社区居住", "不再居住",
  ]
  /// What takes the words back when it stands before them.
  private static let denials = ["未", "没", "无", "不", "非", "否", "拟", "准备", "计划", "即将", "打算", "申请", "待", "防止", "暂缓", "尚"]
  /// Somebody else who died or moved.
  private static let others = [
    "配偶", "丈夫", "妻子", "老伴", "父亲", "母亲", "父母", "爱人", "儿子", "女儿", "子女", "户主", "前夫", "前妻", "房东", "监护人", "爷爷", "奶奶", "其父",
    "其母", "其夫", "其妻",
    "家属", "亲属", "哥哥", "弟弟", "姐姐", "妹妹", "公婆", "公公", "婆婆", "夫", "妻", "父", "母", "子", "女",
  ]

  /// Whether a remark says so of the person herself.
  static func isTold(in text: String) -> Bool {
    let bare = HeadingText(text).full
    return bare.split { ",，;；。、\n".contains($0) }.contains { isTold(inClause: String($0)) }
  }

  private static func isTold(inClause clause: String) -> Bool {
    words.contains { word in
      guard let range = clause.range(of: word) else { return false }
      let before = clause[..<range.lowerBound]
      let after = clause[range.upperBound...]
      if denials.contains(where: { before.hasSuffix($0) || before.hasSuffix($0 + "有") || before.hasSuffix($0 + "办理") })
      {
        return false
      }
      if ["拟", "准备", "计划", "即将", "打算", "申请"].contains(where: { before.contains($0) }) { return false }
      if after.hasPrefix("后迁回") || after.contains("迁回") || after.contains("搬回") {
        return false
      }
      let who = before.filter { !$0.isNumber && !"年月日.-/已于在因故经刚早前".contains($0) }
      return !others.contains { who.hasPrefix($0) || who.hasSuffix($0) }
    }
  }

  /// A column such as 迁出日期 or 是否死亡: any date, and any yes, says so.
  static func isTold(inGoneColumn cell: Cell) -> Bool {
    guard RowView.says(cell) else { return false }
    let text = HeadingText(cell.text).full
    return !["否", "N", "FALSE", "0", "未", "正常", "健在", "×", "不是", "没有"].contains(text) && !text.hasPrefix("未")
  }
}
