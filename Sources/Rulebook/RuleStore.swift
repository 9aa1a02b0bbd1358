import Foundation
import Kernel
import Organisation
import Store

/// All SQL about rule documents.
enum RuleStore {
  /// The newest document of the nearest place at or above `placeKey` that holds on a day; without its content.
  static func inForce(_ kind: RuleKind, at placeKey: Int64, on day: Day, in session: any Session) throws
    -> (key: Int64, version: Int, digest: Data)?
  {
    try session.first(
      """
      SELECT d.document_key, d.version, d.digest FROM place_above a JOIN rule_document d ON d.place_key = a.above_key
      WHERE a.place_key = \(placeKey) AND \(PlaceStore.holds("a", at: day)) AND d.kind = \(kind.rawValue)
        AND \(PlaceStore.holds("d", at: day))
      ORDER BY a.steps, d.version DESC LIMIT 1
      """
    ).map { (try $0["document_key"], try $0["version"], try $0["digest"]) }
  }

  static func head(key: Int64, in session: any Session) throws -> (version: Int, digest: Data)? {
    try session.first("SELECT version, digest FROM rule_document WHERE document_key = \(key)")
      .map { (try $0["version"], try $0["digest"]) }
  }

  static func content(key: Int64, in session: any Session) throws -> String? {
    try session.first("SELECT content FROM rule_document WHERE document_key = \(key)").map { try $0["content"] }
  }

  static func newest(_ kind: RuleKind, at placeKey: Int64, in session: any Session) throws -> RuleDocument? {
    try session.first(
      """
      SELECT \(columns) FROM rule_document WHERE kind = \(kind.rawValue) AND place_key = \(placeKey)
      ORDER BY version DESC LIMIT 1
      """
    ).map(document)
  }

  static func history(
    _ kind: RuleKind, at placeKey: Int64, before version: Int, limit: Int, in session: any Session
  ) throws -> [RuleDocument] {
    try session.all(
      """
      SELECT \(columns) FROM rule_document
      WHERE kind = \(kind.rawValue) AND place_key = \(placeKey) AND version < \(version)
      ORDER BY version DESC LIMIT \(limit)
      """
    ).map(document)
  }

  static func insert(_ new: RuleDocument, in session: any Session) throws -> Int64 {
    try session.key(
      """
      INSERT INTO rule_document
        (id, kind, place_key, version, content, digest, valid_from, valid_to, approved_by_key, approved_at)
      VALUES (\(new.id), \(new.kind.rawValue), \(new.placeKey), \(new.version), \(new.content), \(new.digest),
        \(new.validFrom), \(new.validTo.sqlValue), \(new.approvedByKey.sqlValue), \(new.approvedAt)) RETURNING document_key
      """)
  }

  private static let columns: SQL =
    "document_key, id, kind, place_key, version, content, digest, valid_from, valid_to, approved_by_key, approved_at"

  private static func document(_ row: Row) throws -> RuleDocument {
    guard let kind = RuleKind(rawValue: try row["kind"]) else { throw StoreError.column("kind") }
    return RuleDocument(
      key: try row["document_key"], id: try row["id"], kind: kind, placeKey: try row["place_key"],
      version: try row["version"], content: try row["content"], digest: try row["digest"],
      validFrom: try row["valid_from"], validTo: try row["valid_to"], approvedByKey: try row["approved_by_key"],
      approvedAt: try row["approved_at"])
  }
}
