// swift-tools-version: 6.2
import PackageDescription

/// Every target imports only targets of lower floors; docs/architecture.md draws them.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

func floor(_ name: String, on below: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(
    name: name, dependencies: below, path: "Sources/\(name)", resources: resources, swiftSettings: strict)
}

func library(_ name: String, _ configuration: String, debian package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: configuration, providers: [.apt([package])])
}

func tests(_ name: String, on below: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: below + ["TestSupport"], path: "Tests/\(name)Tests", resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "quanke",
  products: [.executable(name: "quanke", targets: ["quanke"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    library("CLibPQ", "libpq", debian: "libpq-dev"),
    library("CSodium", "libsodium", debian: "libsodium-dev"),
    library("CZip", "libzip", debian: "libzip-dev"),
    library("CExpat", "expat", debian: "libexpat1-dev"),

    .target(
      name: "Catalogues", path: "Catalogues", exclude: ["README.md"], resources: [.copy("data")],
      swiftSettings: strict),
    floor("Kernel", on: ["Catalogues"]),
    floor("Lists", on: ["Catalogues", "Kernel", "CZip", "CExpat"]),
    floor("Store", on: ["Kernel", "CLibPQ", grdb, logging, crypto], resources: [.copy("Migrations")]),
    floor("Trust", on: ["Kernel", "Store", crypto, logging]),
    floor("Organisation", on: ["Kernel", "Store"]),
    floor("Access", on: ["Catalogues", "Kernel", "Store", "Trust", "Organisation", "CSodium", crypto]),
    floor(
      "Pages",
      on: [
        "Kernel", "Store", "Trust", "Organisation", "Access", crypto, httpTypes, hummingbird, logging, mustache,
        nioCore,
        nioFoundation, lifecycle,
      ],
      resources: [.copy("Assets"), .copy("Templates"), .copy("Texts")]),
    floor("Rulebook", on: ["Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", crypto]),
    floor(
      "Registry",
      on: ["Catalogues", "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Pages", crypto, httpTypes]),
    floor(
      "Work",
      on: [
        "Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", "Pages", "Rulebook", "Registry", httpTypes,
      ]),
    floor(
      "Statistics",
      on: [
        "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Pages", "Rulebook", "Registry", "Work",
        httpTypes, crypto,
      ]),
    floor(
      "Community",
      on: ["Kernel", "Store", "Trust", "Organisation", "Access", "Pages", "Rulebook", "Registry", "Work", httpTypes]),
    floor(
      "App",
      on: [
        "Catalogues", "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Pages", "Rulebook", "Registry",
        "Work",
        "Statistics", "Community", crypto, hummingbird, hummingbirdCore, hummingbirdTLS, nioCore, lifecycle, logging,
        nioSSL,
      ]),
    .executableTarget(
      name: "quanke", dependencies: ["App", "Kernel", argumentParser], path: "Sources/quanke", swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Kernel", "Store"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("Kernel", on: ["Kernel", "Catalogues"]),
    tests("Lists", on: ["Catalogues", "Kernel", "Lists", "CZip"]),
    tests("Store", on: ["Kernel", "Store", crypto, logging]),
    tests("Trust", on: ["Kernel", "Store", "Trust", crypto, logging]),
    tests(
      "Registry",
      on: ["Catalogues", "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Registry", crypto]),
    tests("Rulebook", on: ["Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", "Rulebook"]),
    tests(
      "Work",
      on: ["Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", "Rulebook", "Registry", "Work"]),
    tests(
      "Statistics",
      on: [
        "Catalogues", "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Rulebook", "Registry", "Work",
        "Statistics",
      ]),
    tests("Organisation", on: ["Kernel", "Store", "Organisation"]),
    tests("Access", on: ["Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", "Pages", "App"]),
    tests(
      "Pages",
      on: ["Kernel", "Store", "Trust", "Organisation", "Access", "Pages", httpTypes, hummingbird, mustache],
      resources: [.copy("Contexts")]),
    tests(
      "App",
      on: [
        "Catalogues", "Kernel", "Lists", "Store", "Trust", "Organisation", "Access", "Registry", "Work", "Statistics",
        "App", logging,
      ]),
    tests(
      "Journeys",
      on: [
        "Catalogues", "Kernel", "Store", "Trust", "Organisation", "Access", "Pages", "Rulebook", "Registry", "Work",
        "Statistics", "Community", "App", httpTypes, hummingbird, logging, nioCore, nioEmbedded,
      ]),
    tests("House", on: []),
  ]
)
