import Kernel
import Organisation
import Trust

extension Grant {
  /// The event of an act that this grant allowed: who did it, in which post, for which office come from the grant.
  ///
  /// - Parameters:
  ///   - place: where it happened; nil: the place of the post.
  ///   - purpose: why, where the grant owes it.
  package func event(
    _ action: String, subject: Subject, in compartment: Compartment, place: Place? = nil, purpose: String? = nil,
    change: [String: Trust.JSONValue] = [:], on occasion: Occasion
  ) throws -> Event {
    let assignment = try assignment()
    let place = place ?? assignment.place
    return Event(
      id: occasion.newID(), compartment: compartment, action: action, subject: subject,
      actor: EventActor(
        accountKey: try account().key, accountID: try account().id, assignmentID: assignment.id,
        unitID: assignment.unit.id, role: assignment.role.rawValue),
      placeKey: place.key, placeCode: place.code, happenedAt: occasion.now, recordedAt: occasion.now,
      purpose: purpose, requestID: occasion.requestID, change: change)
  }
}
