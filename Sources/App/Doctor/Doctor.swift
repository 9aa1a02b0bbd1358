import Access
import Catalogues
import Foundation
import Kernel
import Organisation
import Pages
import Store
import Trust

/// Looks for what is missing or misconfigured, and names the mend.
package struct Doctor: Sendable {
  package struct Finding: Sendable {
    package let isFault: Bool
    package let line: String
  }
  let settings: @Sendable () throws -> Settings

  package init(settings: @escaping @Sendable () throws -> Settings) { self.settings = settings }

  package func findings() async -> [Finding] {
    var findings = files()
    do {
      let settings = try settings()
      findings += configuration(settings)
      findings += await installation(settings)
    } catch {
      findings.append(fault("settings", error))
    }
    return findings
  }

  private func files() -> [Finding] {
    [
      look("pages") { _ = try (Texts.standard(), Templates.standard()) },
      look("pinyin") { try Pinyin.load() },
      look("calendar") {
        let year = Zone.shanghai.day(of: .now()).year
        guard try WorkingCalendar().years.contains(year) else { throw CalendarError.noTable(year) }
      },
    ]
  }

  private func configuration(_ settings: Settings) -> [Finding] {
    [
      look("settings") { _ = try (settings.location(), settings.keyFolder(), settings.port(), settings.logLevel()) },
      look("tls") {
        guard let files = try settings.tls() else { return }
        for file in [files.certificate, files.key] where !FileManager.default.isReadableFile(atPath: file) {
          throw Settings.Refused("\(file) can't be read")
        }
      },
      look("keys") {
        let folder = try settings.keyFolder()
        guard FileManager.default.fileExists(atPath: folder) else { return }
        _ = try KeyFolder.open(at: folder)
      },
    ]
  }

  private func installation(_ settings: Settings) async -> [Finding] {
    do {
      let location = try settings.location()
      if case .file(let path) = location, !FileManager.default.fileExists(atPath: path) {
        return [Finding(isFault: true, line: "fault\tdatabase\tthere is none at \(path); 'quanke serve' makes it")]
      }
      let installation = try await Installation.open(settings)
      let today = installation.occasion.today
      let (place, holder) = try await installation.database.read { session in
        (try PlaceStore.top(at: today, in: session), try AssignmentStore.operatorAccount(at: today, in: session))
      }
      await installation.close()
      return [
        Finding(isFault: false, line: "ok\tdatabase\t\(installation.database.engine.rawValue)"),
        place == nil
          ? Finding(
            isFault: true, line: "fault\tplaces\tthere are none; add them from the top: quanke place add CODE NAME")
          : Finding(isFault: false, line: "ok\tplaces"),
        holder == nil
          ? Finding(
            isFault: true,
            line: "fault\toperator\tnobody holds the post; quanke user add NAME --role operator --unit UNIT")
          : Finding(isFault: false, line: "ok\toperator"),
      ]
    } catch {
      return [fault("database", error)]
    }
  }

  private func look(_ name: String, _ body: () throws -> Void) -> Finding {
    do {
      try body()
      return Finding(isFault: false, line: "ok\t\(name)")
    } catch {
      return fault(name, error)
    }
  }

  private func fault(_ name: String, _ error: any Error) -> Finding {
    let words = (error as? Settings.Refused)?.description ?? CommandTexts.say(error) ?? "\(type(of: error))"
    return Finding(isFault: true, line: "fault\t\(name)\t\(words)")
  }
}
