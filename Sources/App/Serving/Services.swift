import Access
import Community
import Kernel
import Organisation
import Pages
import Registry
import Statistics
import Work

extension Installation {
  /// All endpoints of all slices, behind one server.
  package func server(_ pages: PageSettings, demo: [DemoRole] = []) throws -> Server {
    let texts = try Texts.standard()
    let surroundings = try Surroundings(
      database: database, vault: vault, access: access, signIn: signIn, texts: texts,
      templates: try Templates.standard(),
      settings: pages, zone: zone, now: now, logger: logger)
    let counter = CounterPage(
      vault: vault, desk: desk, access: access, entitlements: try EntitlementRules.delivered())
    let slices: [Endpoint] =
      PersonRoutes(vault: vault).endpoints + OrderRoutes(desk: desk, access: access).endpoints
      + StatisticsRoutes(rulebook: rulebook).endpoints + EventRoutes().endpoints + counter.endpoints
      + PersonPages(vault: vault, desk: desk, access: access).endpoints
      + OrderPages(desk: desk, access: access).endpoints
      + QueuePage(desk: desk).endpoints
      + LiveRoutes(surroundings: surroundings, feed: feed, describe: OrderChanges.describe).endpoints
    return Server(
      surroundings: surroundings, slices: slices, menu: Self.menu, demo: demo, version: Product.version, home: Self.home
    )
  }

  private static let menu = [
    MenuEntry(CounterLinks.counter.link, "frame.counter", .createOrder),
    MenuEntry(OrderLinks.orders.link, "frame.orders", .listOrders),
    MenuEntry(StatisticsLinks.statistics.link, "frame.statistics", .readStatistics),
  ]

  /// The page on which a role begins its day.
  private static let home: @Sendable (Call.Home) -> String = { home in
    if home.grant.actor?.account.passwordDue == true { return PageLinks.password.link }
    if home.holds(.createOrder) { return CounterLinks.counter.link }
    if home.holds(.listOrders) { return OrderLinks.orders.link }
    return home.holds(.readStatistics) ? StatisticsLinks.statistics.link : PageLinks.account.link
  }
}
