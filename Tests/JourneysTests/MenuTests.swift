import Access
import Foundation
import Kernel
import Organisation
import Store
import TestSupport
import Testing
import Work

@testable import Pages
@testable import Registry

/// What stands around the pages for each of the cast, and the words that the code puts together.
@Suite(.serialized) struct `Menus and words` {
  @Test func `everybody finds her own way in, and no entry that she may not open`() async throws {
    try await Town.story(on: .sqlite) { town in
      for (worker, home, menu) in [
        (Cast.panjing, "/counter", ["/counter", "/orders", "/statistics"]),
        (Cast.suyan, "/counter", ["/counter", "/orders", "/statistics"]),
        (Cast.wuhao, "/orders", ["/orders", "/statistics"]), (Cast.chenmin, "/orders", ["/orders", "/statistics"]),
        (Cast.linsheng, "/statistics", ["/statistics"]), (Cast.systemOperator, "/account", []),
      ] {
        let (browser, _) = try await town.browser(worker.user)
        #expect(try await browser.get("/").location == home, "\(worker.user)")
        let page = try await browser.get(home)
        #expect(page.status == 200, "\(worker.user)")
        let nav = try #require(page.text.firstMatch(of: /(?s)<nav class="menu".*?<\/nav>/)).output
        #expect(nav.matches(of: /href="([^"]+)"/).map { String($0.1) } == menu, "\(worker.user)")
        for link in menu { #expect(try await browser.get(link).status == 200, "\(worker.user) on \(link)") }
      }
    }
  }

  @Test func `words that the code puts together are all in both languages`() throws {
    let texts = try Texts.standard()
    var keys: [String] = Role.allCases.map { "role.\($0.rawValue)" }
    keys += (1...12).map { "month.\($0)" } + (1...7).map { "weekday.\($0)" }
    keys += OrderChannel.allCases.map { "act.\($0.rawValue)" }
    keys += OrderVerb.allCases.filter { $0 != .accept }.flatMap { ["order.\($0.rawValue)", "order.\($0.rawValue)Why"] }
    keys += ["order.accepted", "order.dispatched", "order.signedFor", "order.closed"].map { "live.\($0)" }
    keys += ["idNumber", "document", "phone", "contact"].map { "person.opened.\($0)" }
    keys += ["verify", "contact", "account", "other"].map { "purpose.\($0)" }
    keys += ["female", "male", "notStated"].map { "sex.\($0)" }
    keys += IDNumber.Reading.Problem.allCases.map { "person.number.\($0.rawValue)" }
    keys += ["system", "light", "dark"].map { "account.themeChoice.\($0)" }
    keys += ["normal", "large"].map { "account.sizeChoice.\($0)" } + ["on", "off"].map { "account.keysChoice.\($0)" }
    for language in Language.allCases {
      #expect(keys.filter { !texts.keys(language).contains($0) } == [], "\(language)")
    }
  }

  @Test func `no page shows the key of a text instead of the text`() async throws {
    try await Town.story(on: .sqlite) { town in
      let id = try await town.order(.closed)
      for (worker, paths) in [
        (
          Cast.panjing,
          ["/counter?person=\(town.liuyi)&item=\(Town.allowance)", "/people/\(town.liuyi)", "/people/new"]
        ),
        (Cast.suyan, ["/orders", "/orders?view=handled", "/orders?view=started", "/orders/\(id)", "/account"]),
        (Cast.chenmin, ["/statistics", "/account/password", "/nothing"]),
      ] {
        for language in ["zh", "en"] {
          let (browser, _) = try await town.browser(worker.user)
          browser.set("quanke_language", language)
          for path in paths {
            let text = try await browser.get(path).text.replacing(/<[^>]*>/, with: " ")
            let shown = text.matches(of: /\b[a-z][A-Za-z]+\.[a-z][A-Za-z0-9.]+\b/).map { String($0.output) }
            #expect(shown.filter { !$0.hasSuffix(".com") } == [], "\(path) in \(language)")
          }
        }
      }
    }
  }
}
