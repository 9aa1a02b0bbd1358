import Kernel

/// Invented names. Surnames are about as frequent as the Ministry of Public Security's name report of 2021 tells of the
/// first twenty; given names follow the fashions of their decades.
enum DemoNames {
  private static let surnames: [(String, Int)] =
    weighted("王李张刘陈", 70) + weighted("杨黄赵吴周", 22) + weighted("徐孙马朱胡郭何林高罗", 12)
    + weighted("梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范石廖贾夏韦傅方邹熊白孟秦邱侯江尹薛闫段雷黎史龙陶贺顾毛郝龚邵万覃武钱戴莫孔", 2)
    + [("欧阳", 2), ("司马", 1), ("上官", 1)]

  private static func weighted(_ characters: String, _ weight: Int) -> [(String, Int)] {
    characters.map { (String($0), weight) }
  }

  private static let women: [(until: Int, characters: [Character])] = [
    (1960, Array("桂芳兰英秀珍玉凤莲梅淑贞菊翠香花娥琴惠云素月")), (1985, Array("丽敏静燕红霞艳娟玲萍芬琼华晓春雪莉娜蓉慧")),
    (9999, Array("婷欣怡雨诗涵梓萱佳琪思雅梦瑶若溪语桐芷妍")),
  ]
  private static let men: [(until: Int, characters: [Character])] = [
    (1960, Array("国建德福贵明生荣华忠义祥根宝林树金光永正")), (1985, Array("军伟强勇刚涛鹏斌辉超杰峰波宏志海平亮庆东")),
    (9999, Array("浩宇轩梓晨睿子涵俊豪嘉奕博文宸铭泽皓天航")),
  ]

  static func surname(_ random: inout DemoRandom) -> String { random.one(of: surnames) }

  /// One character in a fifth of the names, two in the others, as custom goes.
  static func given(_ sex: Sex, born year: Int, _ random: inout DemoRandom) -> String {
    let fashions = sex == .female ? women : men
    let characters = fashions.first { year < $0.until }?.characters ?? []
    let first = random.one(of: characters)
    if random.happens(200) { return String(first) }
    return String([first, random.one(of: characters)])
  }
}
