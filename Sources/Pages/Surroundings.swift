import Access
import Kernel
import Logging
import Store
import Trust

/// Everything that the pages stand on; the composition makes it once.
package struct Surroundings: Sendable {
  package let database: Database
  package let vault: Vault
  package let access: Access
  package let signIn: SignIn
  package let texts: Texts
  package let templates: Templates
  package let settings: PageSettings
  package let zone: Zone
  package let now: @Sendable () -> Instant
  package let logger: Logger
  let words: [Language: WordTree]
  let assets: Assets

  package init(
    database: Database, vault: Vault, access: Access, signIn: SignIn, texts: Texts, templates: Templates,
    settings: PageSettings, zone: Zone, now: @escaping @Sendable () -> Instant, logger: Logger
  ) throws {
    self.database = database
    self.vault = vault
    self.access = access
    self.signIn = signIn
    self.texts = texts
    self.templates = templates
    self.settings = settings
    self.zone = zone
    self.now = now
    self.logger = logger
    words = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, WordTree(texts.tree($0))) })
    assets = try Assets()
  }
}
