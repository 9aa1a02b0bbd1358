import Access
import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing

@testable import Work

struct OrderNumberTests {
  @Test func `every number is sound for python-stdnum too`() throws {
    let numbers = (1...500).map {
      OrderNumber(community: "990501001001", year: 2026, running: Int64($0 * $0 * 7))!.text
    }
    let script = """
      import sys
      from stdnum.iso7064 import mod_11_10
      print(sum(mod_11_10.is_valid(line.strip()) for line in sys.stdin))
      """
    let answer = try PythonOracle.run(script: script, input: numbers.joined(separator: "\n") + "\n")
    #expect(answer.trimmingCharacters(in: .whitespacesAndNewlines) == "500")
  }

  @Test func `a number reads back, a slip of one digit does not`() throws {
    let number = try #require(OrderNumber(community: "990501001001", year: 2026, running: 377))
    #expect(OrderNumber(number.text) == number)
    #expect(number.printed(community: "安和社区") == "安和〔2026〕377-\(number.check)")
    for index in number.text.indices {
      var digits = Array(number.text)
      let place = number.text.distance(from: number.text.startIndex, to: index)
      digits[place] = digits[place] == "9" ? "0" : "9"
      if String(digits) != number.text { #expect(OrderNumber(String(digits)) == nil) }
    }
    #expect(OrderNumber("") == nil)
    #expect(OrderNumber(community: "990501", year: 2026, running: 1) == nil)
  }

  @Test(arguments: Engine.allCases)
  func `two nodes draw from the same year and never the same number`(engine: Engine) async throws {
    try await Town.story(on: engine, onDisk: true) { town in
      let nodes = (0..<2).map { _ in NumberSeries(holder: Occasion.at(Town.morning).newID(), size: 10) }
      let place = town.community.key
      let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
        for index in 0..<200 {
          group.addTask {
            try await town.database.write {
              try nodes[index % 2].draw(placeKey: place, year: 2027, now: Town.morning, in: $0)
            }
          }
        }
        return try await group.reduce(into: [Int64]()) { $0.append($1) }
      }
      #expect(Set(numbers).count == 200)
      let largest = try #require(numbers.max())
      #expect(largest <= 220)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a block whose transaction was undone is not used`(engine: Engine) async throws {
    struct Undone: Error {}
    try await Town.story(on: engine) { town in
      let place = town.community.key
      let first = NumberSeries(holder: Occasion.at(Town.morning).newID(), size: 10)
      let second = NumberSeries(holder: Occasion.at(Town.morning).newID(), size: 10)
      await #expect(throws: Undone.self) {
        try await town.database.write { session in
          _ = try first.draw(placeKey: place, year: 2027, now: Town.morning, in: session)
          throw Undone()
        }
      }
      let other = try await town.database.write {
        try second.draw(placeKey: place, year: 2027, now: Town.morning, in: $0)
      }
      let again = try await town.database.write {
        try first.draw(placeKey: place, year: 2027, now: Town.morning, in: $0)
      }
      #expect(other == 1)
      #expect(again == 11)
    }
  }
}
