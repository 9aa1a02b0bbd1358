import Access
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Registry

@Suite struct `A search never reads a whole table` {
  /// A session that asks SQLite how it would run each statement before it runs.
  private final class Explaining: Session {
    let inner: any Session
    var plans: [String] = []

    init(_ inner: any Session) { self.inner = inner }

    var engine: Engine { inner.engine }
    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
      for row in try inner.rows("EXPLAIN QUERY PLAN " + sql, arguments) { plans.append(try row["detail"]) }
      return try inner.rows(sql, arguments)
    }
    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws {
      for row in try rows(sql, arguments) { guard try body(row) else { return } }
    }
    func run(_ sql: String, _ arguments: [SQLValue]) throws -> Int { try inner.run(sql, arguments) }
    func lock(_ lock: Lock) throws { try inner.lock(lock) }
    func tryLock(_ lock: Lock) throws -> Bool { try inner.tryLock(lock) }
    func savepoint<T>(_ body: () throws -> T) throws -> T { try inner.savepoint(body) }
  }

  @Test(
    arguments: ["ly", "刘", "l 7", "0426", "ly 7-3 0426", Cast.liuguifang.idNumber, "刘姨 1234"],
    ["panjing", "hezhi", "street"])
  func `whatever is typed, by whomever`(typed: String, user: String) async throws {
    try await District.story(on: .sqlite) { (district) async throws in
      try await district.create(Cast.liuguifang)
      let grant = try await district.grant(.searchPeople, user)
      let plans = try await district.database.read { [vault = district.vault] session in
        let explaining = Explaining(session)
        _ = try PeopleSearch.find(typed, grant: grant, vault: vault, in: explaining)
        return explaining.plans
      }
      // What is scanned is only what an index handed over before: a subquery, never a table.
      let scans = plans.filter { $0.hasPrefix("SCAN") && !["SCAN c", "SCAN few"].contains($0) }
      #expect(scans == [], "\(plans)")
      let terms = plans.filter { $0.contains(" t USING") || $0.contains(" o USING") }
      #expect(!terms.isEmpty)
      for plan in terms {
        let byTerm = plan.contains("(scope_key=? AND term") && !plan.contains("ANY(")
        let byPerson = plan.contains("person_term_person (person_key=?")
        #expect(byTerm || byPerson, "\(plan)")
      }
    }
  }
}
