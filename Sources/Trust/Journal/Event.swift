import Foundation
import Kernel

/// What an event is about: `person`, `order`, `account` … and its outside id.
package struct Subject: Sendable, Hashable {
  package let kind: String
  package let id: EntityID

  package init(kind: String, id: EntityID) {
    self.kind = kind
    self.id = id
  }
}

/// Who did it, in which role, for which office. All nil: the system itself, or somebody who isn't signed in.
package struct EventActor: Sendable, Hashable {
  package let accountKey: Int64?
  package let accountID: EntityID?
  package let assignmentID: EntityID?
  package let unitID: EntityID?
  package let role: String?

  package init(
    accountKey: Int64? = nil, accountID: EntityID? = nil, assignmentID: EntityID? = nil, unitID: EntityID? = nil,
    role: String? = nil
  ) {
    self.accountKey = accountKey
    self.accountID = accountID
    self.assignmentID = assignmentID
    self.unitID = unitID
    self.role = role
  }

  package static let system = EventActor()
}

/// One thing that somebody did, as the journal keeps it for ever.
package struct Event: Sendable, Hashable, Identifiable {
  package let id: EntityID
  package let compartment: Compartment
  /// A dotted word: `order.accepted`, `person.disclosed`.
  package let action: String
  package let subject: Subject
  package let actor: EventActor
  package let placeKey: Int64?
  package let placeCode: String?
  /// When it happened, perhaps claimed by a device.
  package let happenedAt: Instant
  /// When the server recorded it (house decision 6).
  package let recordedAt: Instant
  /// Why, in the words of whoever asked (disclosure).
  package let purpose: String?
  package let requestID: EntityID
  package let device: String?
  /// The device's own running number.
  package let deviceSequence: Int64?
  package let change: [String: JSONValue]

  package init(
    id: EntityID, compartment: Compartment, action: String, subject: Subject, actor: EventActor,
    placeKey: Int64? = nil, placeCode: String? = nil, happenedAt: Instant, recordedAt: Instant, purpose: String? = nil,
    requestID: EntityID, device: String? = nil, deviceSequence: Int64? = nil, change: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.compartment = compartment
    self.action = action
    self.subject = subject
    self.actor = actor
    self.placeKey = placeKey
    self.placeCode = placeCode
    self.happenedAt = happenedAt
    self.recordedAt = recordedAt
    self.purpose = purpose
    self.requestID = requestID
    self.device = device
    self.deviceSequence = deviceSequence
    self.change = change
  }

  /// The same event with another change.
  func with(change: [String: JSONValue]) -> Event {
    Event(
      id: id, compartment: compartment, action: action, subject: subject, actor: actor, placeKey: placeKey,
      placeCode: placeCode, happenedAt: happenedAt, recordedAt: recordedAt, purpose: purpose, requestID: requestID,
      device: device, deviceSequence: deviceSequence, change: change)
  }
}
