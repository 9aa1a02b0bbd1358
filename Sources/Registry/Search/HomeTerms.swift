import Kernel

/// The terms by which people are found through their home: `7-3-502`, the same without unit, the room, the estate.
/// Letters stand in upper case, so that they are never taken for pinyin.
package enum HomeTerms {
  package static func of(_ home: HomeAddress) -> [SearchTerm] {
    var terms = [SearchTerm(home.short.uppercased(), .home)]
    if let room = home.room {
      terms.append(SearchTerm("\(home.building)-\(room)".uppercased(), .home))
      terms.append(SearchTerm(room.uppercased(), .home))
    }
    if let compound = home.compound { terms.append(SearchTerm(SearchText.bare(compound), .compound)) }
    return terms
  }
}
