import Access
import Kernel
import Pages
import Store
import Trust

/// What open pages hear of orders: the same reach that opens one decides.
package enum OrderChanges {
  package static let describe: LiveRoutes.Describe = { events, grant, session in
    let acts = events.map(\.event).filter { $0.subject.kind == "order" && $0.action != "order.refused" }
    guard !acts.isEmpty else { return [] }
    let reached = try Set(
      session.all(
        """
        SELECT o.id FROM work_order o
        WHERE o.id IN (\(list: Array(Set(acts.map(\.subject.id))))) AND \(OrderStore.reach(grant))
        """
      ).map { row in try row["id"] as EntityID })
    return acts.filter { reached.contains($0.subject.id) }.map { act in
      LiveChange(id: act.subject.id, at: act.recordedAt, words: Phrase("live.\(act.action)"))
    }
  }
}
