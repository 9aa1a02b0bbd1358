import Access
import Foundation
import HTTPTypes
import Kernel
import Organisation
import Pages
import Store
import Testing
import Work

/// Every operation that the server has, tried by every role on things that exist: in reach it must succeed, out of reach
/// it must be *not found*, and without a rule in access.csv it must be refused.
@Suite(.serialized) struct `What every role may do` {
  @Test func `every operation has a request that the matrix tries, and every request an operation`() async throws {
    try await Town.story(on: .sqlite) { town in
      let operations = Set(town.server.endpoints.map(\.operation.id))
      let builders = Set(MatrixRequests.builders.keys)
      #expect(operations.subtracting(builders).sorted() == [], "operations that nobody tries")
      #expect(builders.subtracting(operations).sorted() == [], "requests to operations that are gone")
      #expect(town.server.endpoints.count == operations.count, "two operations have one id")
    }
  }

  @Test(arguments: Engine.allCases)
  func `the rules hold for every role on every operation`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      _ = try await town.order(.dispatched)
      _ = try await town.order(.accepted, item: Town.residence)
      let matrix = try Matrix(town)
      var differences: [String] = []
      for endpoint in town.server.endpoints {
        for role in Role.allCases { differences += try await matrix.differences(endpoint.operation, role) }
      }
      #expect(differences == [])
      #expect(try await town.findings() == [])
    }
  }

  @Test(arguments: Engine.allCases)
  func `whoever is not signed in is sent to the door, or told so`(engine: Engine) async throws {
    try await Town.story(on: engine) { town in
      let matrix = try Matrix(town)
      var differences: [String] = []
      for endpoint in town.server.endpoints {
        if let difference = try await matrix.signedOutDifference(endpoint.operation) { differences.append(difference) }
      }
      #expect(differences == [])
    }
  }

  @Test func `a token does what its scope names and nothing else`() async throws {
    try await Town.story(on: .sqlite) { town in
      let matrix = try Matrix(town)
      var differences: [String] = []
      for endpoint in town.server.endpoints where endpoint.operation.audience == .script {
        differences += try await matrix.scopeDifferences(endpoint.operation)
      }
      #expect(differences == [])
    }
  }

  /// A rule that can never be used misleads whoever reads the table.
  @Test func `whoever access.csv gives a verb on orders may do it in some state`() throws {
    let moves = try OrderMoves.delivered()
    let verbs: [(AccessAction, OrderVerb)] = [
      (.createOrder, .accept), (.dispatchOrder, .dispatch), (.signForOrder, .signFor), (.closeOrder, .close),
    ]
    let table = try AccessTable.standard()
    for (action, verb) in verbs {
      let given = Set(table.rules(for: action).map(\.holder))
      let able = Set(moves.moves.filter { $0.verb == verb }.flatMap(\.roles).map { AccessTable.Holder.role($0) })
      #expect(given == able, "\(action.rawValue)")
    }
  }
}
