extension Cast {
  /// Someone who lives in the community, as the papers and the neighbours know her.
  package struct Resident: Sendable {
    package let name: String
    /// What everybody calls her.
    package let alias: String?
    /// A sound number (GB 11643), its check digit worked out.
    package let idNumber: String
    /// As GB/T 2261.1 has it: 1 male, 2 female; the same as digit 17 of the number tells.
    package let sex: Int
    /// ISO; the same as the number tells.
    package let birthDate: String
    /// A mobile number, 11 digits.
    package let phone: String
    /// Building, unit and room as people write them.
    package let home: String
    package let tags: [String]
    /// The name in letters, as it is typed to find her.
    package let pinyin: String
    package let initials: String
    package let aliasInitials: String?

    /// As every page shows the number: the first four and the last four characters.
    package var maskedIDNumber: String { "\(idNumber.prefix(4))**********\(idNumber.suffix(4))" }

    /// As every page shows the telephone: the first three and the last four digits.
    package var maskedPhone: String { "\(phone.prefix(3))****\(phone.suffix(4))" }
  }
}
