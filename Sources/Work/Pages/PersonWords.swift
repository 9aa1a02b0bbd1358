import Kernel
import Pages

/// A person in a few words, as lists and heads of pages say them.
package enum PersonWords {
  /// `女，81岁`; what is not granted is left out.
  package static func sexAndAge(_ sex: Sex?, _ age: Int?, _ call: Call) -> String {
    let sexWord: String? = sex.map {
      switch $0 {
      case .male: call.say("say.male")
      case .female: call.say("say.female")
      default: call.say("say.sexUnknown")
      }
    }
    let ageWord = age.map { call.say("say.age", ["age": "\($0)"]) }
    return [sexWord, ageWord].compactMap { $0 }.joined(separator: call.say("frame.comma"))
  }

  /// A masked value with the form that shows it once, for a person whose disclosure the reader may ask.
  package static func masked(
    _ masked: String, what: String, label: String? = nil, field: String, disclosure link: String?, _ call: Call,
    shown: String? = nil
  ) -> JSON {
    let four = masked.suffix(4)
    var members: [String: JSON] = [
      "masked": .string(masked), "label": JSON(label),
      "spoken": .string(call.say("masked.spoken", ["what": what, "four": String(four)])),
    ]
    if let shown {
      members["shown"] = ["value": .string(shown), "seconds": 30, "told": .string(call.say("masked.told"))]
    }
    if let link {
      members["disclosure"] = [
        "action": .string(link), "field": .string(field), "what": .string(what),
        "idempotencyKey": .string(call.freshKey()),
        "purposes": .array(
          ["verify", "contact", "other"].map { ["value": .string($0), "label": .string(call.say("purpose.\($0)"))] }),
      ]
    }
    return .object(members)
  }
}
