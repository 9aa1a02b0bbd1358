import Kernel

/// All terms by which a person is found.
enum PersonTerms {
  /// - Parameter digest: the term that stands for a secret of a kind.
  static func of(_ draft: PersonDraft, digest: (TermKind, String) throws -> String) rethrows -> Set<SearchTerm> {
    var terms = Set(NameTerms.of(draft.name, alias: false))
    for alias in draft.aliases { terms.formUnion(NameTerms.of(alias, alias: true)) }
    if let home = draft.home { terms.formUnion(HomeTerms.of(home.address)) }
    if let number = draft.idNumber {
      terms.insert(SearchTerm(try digest(.idNumber, number.text), .idNumber))
      terms.insert(SearchTerm(try digest(.idLast, number.lastFour), .idLast))
    }
    for phone in draft.phones {
      terms.insert(SearchTerm(try digest(.phone, phone.text), .phone))
      terms.insert(SearchTerm(try digest(.phoneLast, phone.lastFour), .phoneLast))
    }
    return terms
  }
}
