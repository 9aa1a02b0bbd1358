import Kernel

/// What came of an act that the access list may forbid: done, or refused *and journalled*.
///
/// A thrown failure undoes the transaction, its journal event too. So a refusal that has to be on record is a value: the
/// caller commits and then answers with the failure.
package enum Decision<Value: Sendable>: Sendable {
  case done(Value)
  case refused(Failure)

  /// The value; throws the refusal. Only after the transaction was committed.
  package func get() throws(Failure) -> Value {
    switch self {
    case .done(let value): value
    case .refused(let failure): throw failure
    }
  }
}
