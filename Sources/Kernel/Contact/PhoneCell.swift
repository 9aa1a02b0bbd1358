/// The parts of a phone cell: pieces parted by 、 , ; / or words, each made of groups of digits.
enum PhoneCell {
  /// Digits and the mark that stood before them.
  struct Group {
    enum Mark { case none, blank, hyphen, plus, bracket, extend }
    var digits: String
    var mark: Mark
  }

  struct Piece {
    var groups: [Group] = []
  }

  struct Found {
    var phone: PhoneNumber
    /// Whether the writing differs visibly from the canonical one.
    var changed: Bool
  }

  /// Cells in which somebody says in words that there is no phone.
  static func saysNone(_ text: String) -> Bool {
    !text.unicodeScalars.contains(where: \.isASCIIDigit)
      && ["无", "没", "不", "未", "暂", "拒"].contains { text.hasPrefix($0) }
  }

  /// Parts a cell. `words` tells whether anything but numbers, separators and brackets around digits stood in it.
  static func pieces(_ text: String, words: inout Bool) -> [Piece] {
    var pieces = [Piece()]
    var mark = Group.Mark.none
    var previous: Unicode.Scalar?
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.first {
      let run = rest.prefix(while: \.isASCIIDigit)
      if !run.isEmpty {
        rest = rest.dropFirst(run.count)
        var digits = String.UnicodeScalarView()
        digits.append(contentsOf: run)
        pieces[pieces.count - 1].groups.append(Group(digits: String(digits), mark: mark))
        rest = withoutDecimals(rest, digits: run.count, words: &words)
        mark = .none
        previous = run.last
        continue
      }
      let length = extensionWord(rest)
      if length > 0, previous?.isASCIIDigit == true || previous == " " {
        mark = .extend
        rest = rest.dropFirst(length)
        continue
      }
      if let next = soft(scalar) {
        mark = mark == .none || mark == .blank ? next : mark
      } else {
        if !separators.contains(scalar) { words = true }
        if pieces.last?.groups.isEmpty == false { pieces.append(Piece()) }
        mark = .none
      }
      previous = scalar
      rest = rest.dropFirst()
    }
    return pieces.filter { !$0.groups.isEmpty }
  }

  private static let separators = Set("、,;/\\|，；。:：&或和及".unicodeScalars)

  private static func soft(_ scalar: Unicode.Scalar) -> Group.Mark? {
    switch scalar {
    case " ": .blank
    case "-", "–", "—", "―", "‐", "‑", "−", "─", "_", ".", "·": .hyphen
    case "+": .plus
    case "(", ")", "[", "]", "【", "】": .bracket
    default: nil
    }
  }

  /// `19900000252.0` is a number that went through some program.
  private static func withoutDecimals(
    _ rest: ArraySlice<Unicode.Scalar>, digits: Int, words: inout Bool
  ) -> ArraySlice<Unicode.Scalar> {
    guard digits >= 11, rest.first == "." else { return rest }
    let zeros = rest.dropFirst().prefix { $0 == "0" }
    let after = rest.dropFirst(1 + zeros.count)
    guard !zeros.isEmpty, after.first?.isASCIIDigit != true else { return rest }
    words = true
    return after
  }

  /// Length of a word for "extension" at the beginning of the text.
  private static func extensionWord(_ text: ArraySlice<Unicode.Scalar>) -> Int {
    for word in ["转分机", "分机号", "分机", "转", "ext.", "ext", "EXT.", "EXT", "Ext.", "Ext", "x", "*", "#"] {
      let scalars = Array(word.unicodeScalars)
      if text.starts(with: scalars),
        text.dropFirst(scalars.count).first(where: { $0 != " " && $0 != ":" })?.isASCIIDigit == true
      {
        return scalars.count
      }
    }
    return 0
  }
}
