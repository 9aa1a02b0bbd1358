import Crypto
import Foundation
import HTTPTypes
import Kernel
import Store
import Trust

/// Whose answer is kept, under which key, to which request.
struct Keeper: Sendable {
  let account: Int64
  let key: String
  let digest: Data
}

/// The first answers to writes, sealed under the account and its Idempotency-Key.
package struct KeptAnswers: Sendable {
  let vault: Vault

  /// The answer that was given before, or nil if the key is new.
  /// - Throws: `invalid` if the key was used with another body or another path.
  func answer(_ keeper: Keeper, in session: any Session) throws -> Answer? {
    let name = Self.name(keeper.key)
    guard
      let row = try session.first(
        """
        SELECT request_digest, answer FROM kept_answer
        WHERE account_key = \(keeper.account) AND idempotency_key = \(name)
        """)
    else { return nil }
    guard try row["request_digest"] == keeper.digest else {
      throw Failure(.invalid, "problem.keyReused", fields: [FieldFailure("/idempotencyKey", "problem.keyReused")])
    }
    let bytes = try vault.unsealBytes(row["answer"], at: Self.place(keeper.account, name))
    return Answer(kept: try JSON(json: bytes))
  }

  func keep(_ answer: Answer, _ keeper: Keeper, now: Instant, in session: any Session) throws {
    let name = Self.name(keeper.key)
    let sealed = try vault.seal(bytes: answer.kept.canonical, in: .registry, at: Self.place(keeper.account, name))
    try session.execute(
      """
      INSERT INTO kept_answer (account_key, idempotency_key, request_digest, answer, kept_at)
      VALUES (\(keeper.account), \(name), \(keeper.digest), \(sealed), \(now))
      """)
  }

  /// Forgets what is older than the time that answers are kept.
  package static func forget(before: Instant, in session: any Session) throws {
    try session.execute("DELETE FROM kept_answer WHERE kept_at < \(before)")
  }

  static func digest(_ head: String, _ content: Data) -> Data {
    var hash = SHA256()
    hash.update(data: Data((head + "\n\n").utf8))
    hash.update(data: content)
    return Data(hash.finalize())
  }

  private static func name(_ key: String) -> Data { Data(SHA256.hash(data: Data(key.utf8)).prefix(16)) }

  /// The place of a kept answer: an id made from its account and key.
  private static func place(_ account: Int64, _ name: Data) -> SealedPlace {
    var bytes = Data(SHA256.hash(data: Data("\(account)".utf8) + name).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x70
    bytes[8] = bytes[8] & 0x3F | 0x80
    return SealedPlace(table: "kept_answer", row: EntityID(bytes: bytes)!, column: "answer")
  }
}

extension Answer {
  /// The answer as it is kept.
  fileprivate var kept: JSON {
    var members: [String: JSON] = [
      "status": .integer(Int64(status.code)),
      "headers": .array(headers.map { .array([.string($0.name.canonicalName), .string($0.value)]) }),
    ]
    switch body {
    case .empty: break
    case .json(let value): members["json"] = value
    case .page(let template, let context):
      members["page"] = .string(template)
      members["context"] = .object(context)
    case .fragment(let template, let context):
      members["fragment"] = .string(template)
      members["context"] = .object(context)
    case .bytes(let bytes, let type):
      members["bytes"] = .string(bytes.base64EncodedString())
      members["type"] = .string(type)
    }
    return .object(members)
  }

  fileprivate init(kept value: JSON) {
    var headers = HTTPFields()
    for pair in value["headers"]?.items ?? [] {
      if let items = pair.items, items.count == 2, let name = items[0].text.flatMap({ HTTPField.Name($0) }) {
        headers[name] = items[1].text
      }
    }
    var context: [String: JSON] = [:]
    if case .object(let members)? = value["context"] { context = members }
    let body: Body =
      if let json = value["json"] { .json(json) } else if let page = value["page"]?.text {
        .page(template: page, context: context)
      } else if let part = value["fragment"]?.text {
        .fragment(template: part, context: context)
      } else if let text = value["bytes"]?.text, let bytes = Data(base64Encoded: text) {
        .bytes(bytes, type: value["type"]?.text ?? "application/octet-stream")
      } else { .empty }
    self.init(HTTPResponse.Status(code: Int(value["status"]?.integer ?? 200)), headers: headers, body)
  }
}
