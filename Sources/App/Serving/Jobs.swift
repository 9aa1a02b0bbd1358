import Access
import Kernel
import Logging
import Pages
import ServiceLifecycle
import Store
import Trust
import Work

/// What goes on beside the requests: sealing the journal, folding the tallies, forgetting kept answers.
struct Jobs: Service, CustomStringConvertible {
  let installation: Installation
  let sealer: Sealer
  let keepAnswersHours: Int

  /// What logs call it.
  var description: String { "Jobs" }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await sealer.run() }
        group.addTask { await installation.feed.follow(installation.database) }
        group.addTask { await every(.seconds(1)) { try await TallyFolder.foldAll(in: installation.database) } }
        group.addTask { await every(.seconds(3600)) { try await forget() } }
        await withTaskCancellationHandler {
          await group.waitForAll()
        } onCancel: {
          // Open streams end now, so that the server can stop.
          installation.feed.finish()
        }
      }
    }
    // What was committed last gets its place before the process ends.
    _ = try? await sealer.sealOnce()
  }

  private func every(_ pause: Duration, _ work: () async throws -> some Any) async {
    while (try? await Task.sleep(for: pause)) != nil {
      do { _ = try await work() } catch {
        installation.logger.warning("a job failed and will be tried again", metadata: ["error": "\(type(of: error))"])
      }
    }
  }

  private func forget() async throws {
    let before = installation.now() - .hours(Int64(keepAnswersHours))
    let yesterday = installation.now() - .days(1)
    try await installation.database.write { session in
      try KeptAnswers.forget(before: before, in: session)
      try Throttle.forget(before: yesterday, in: session)
    }
  }
}
