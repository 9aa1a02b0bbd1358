import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Kernel
import Logging
import NIOSSL
import Pages
import ServiceLifecycle
import UnixSignals

extension Installation {
  /// Serves until SIGTERM or SIGINT; then streams end, requests under way are answered, and all is closed within five
  /// seconds.
  package func serve(_ settings: Settings, demo: [DemoRole]? = nil) async throws {
    let pages = try settings.pages(demo: demo != nil)
    let router = try server(pages, demo: demo ?? []).router()
    let tls = try settings.tls()
    let host = settings.host
    var application = Application(
      router: router, server: try tls.map(Self.tls) ?? .http1(),
      configuration: ApplicationConfiguration(address: .hostname(host, port: try settings.port()), serverName: nil),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        let address = "\(tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)\n"
        FileHandle.standardOutput.write(Data(address.utf8))
      }, logger: logger)
    application.addServices(
      Jobs(installation: self, sealer: try sealer(), keepAnswersHours: pages.keepAnswersHours))
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(4)
    try await ServiceGroup(configuration: configuration).run()
    await close()
  }

  private static func tls(_ files: (certificate: String, key: String)) throws -> HTTPServerBuilder {
    let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    return try .tls(
      .http1(), tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
  }
}
