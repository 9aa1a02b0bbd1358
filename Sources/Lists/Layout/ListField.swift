/// What a column of a list of people holds.
package enum ListField: String, Sendable, CaseIterable {
  case rowNumber, name, idNumber, idType, sex, birthDate, birthYear, birthMonth, birthDay, age, phone
  /// Where the person lives: free text, or one part of a home in a column of its own.
  case address, compound, building, unit, floor, room
  case householdNumber, isHead, headName, relation
  /// 户主: the head's name or a mark that this person is the head; the content tells.
  case head
  /// 人员类型: kinds of people or kind of residence; the content tells.
  case kind
  case tags, residence, remark
  /// A date or yes in this column says that the person is gone.
  case gone
  /// Where somebody is registered or comes from: never the home.
  case registered
  /// Another person's name, number or phone.
  case owner
  /// Custody, HIV, drugs, petitions, religion and the like: recognised only to be left out.
  case sensitive
  /// Known, but no part of a person's entry here (nation, education, dates of the record).
  case known
  /// Not recognised: kept with the row and shown.
  case unknown

  /// Fields of which a row has one cell; of the others all columns count.
  var isSingle: Bool {
    switch self {
    case .phone, .tags, .residence, .remark, .gone, .registered, .owner, .sensitive, .known, .unknown, .address: false
    default: true
    }
  }

  var isHome: Bool {
    switch self {
    case .address, .compound, .building, .unit, .floor, .room: true
    default: false
    }
  }
}
