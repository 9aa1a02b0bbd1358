/// One setting: its name (the flag `--name`, the environment's `QUANKE_NAME`, the file's `"name"`), what it means, and the
/// value that holds where nobody sets it.
package struct Setting: Sendable, Hashable {
  package let name: String
  package let about: String
  package let standard: String?
  /// Never printed.
  package let secret: Bool

  init(_ name: String, _ about: String, standard: String? = nil, secret: Bool = false) {
    self.name = name
    self.about = about
    self.standard = standard
    self.secret = secret
  }

  package var variable: String { "QUANKE_" + name.uppercased().replacing("-", with: "_") }
}

extension Setting {
  static let data = Setting("data", "Folder of the installation: database, keys, attachments")
  static let database = Setting("database", "PATH or postgres://… in the place of DATA/quanke.sqlite", secret: true)
  static let keys = Setting("keys", "Folder of the keys; keep it out of backups of the data")
  static let port = Setting("port", "TCP port", standard: "8080")
  static let host = Setting("host", "Address to listen on", standard: "127.0.0.1")
  static let trustedProxies = Setting(
    "trusted-proxies", "Addresses, parted by commas, whose X-Forwarded-For and X-Forwarded-Proto are believed",
    standard: "")
  static let certificate = Setting(
    "tls-certificate", "PEM file with the certificate chain, to speak TLS without a proxy")
  static let certificateKey = Setting("tls-key", "PEM file with the certificate's private key")
  static let idleMinutes = Setting(
    "session-idle-minutes", "A session ends after so long without a request", standard: "60")
  static let absoluteHours = Setting("session-hours", "A session ends after so long in any case", standard: "12")
  static let logLevel = Setting("log-level", "trace, debug, info, notice, warning, error or critical", standard: "info")
  static let file = Setting("settings", "JSON file with settings that neither flags nor environment give")

  package static let all = [
    data, database, keys, host, port, trustedProxies, certificate, certificateKey, idleMinutes, absoluteHours, logLevel,
    file,
  ]
}
