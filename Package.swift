// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "parallax",
    products: [.executable(name: "parallax", targets: ["parallax"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        .target(name: "CGD"),
        .systemLibrary(name: "CZlib"),

        // The pure core.
        .target(name: "Statistics"),
        .target(name: "Domain"),
        .target(name: "Scorecards", dependencies: ["Domain", "Statistics"]),
        .target(name: "OverrideAudit", dependencies: ["Domain", "Statistics"]),

        // The edges: files, SQL, pictures.
        .target(
            name: "Intake",
            dependencies: ["CZlib", "Domain", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Mappings")]),
        .target(
            name: "Ledger",
            dependencies: [
                "Access", "Domain", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Access", dependencies: ["Domain"]),
        .target(name: "Charting", dependencies: ["CGD"]),
        .target(name: "Sample", dependencies: ["Domain"]),
        .target(
            name: "Review",
            dependencies: [
                "Charting", "Domain", "OverrideAudit", "Scorecards", "Statistics",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Templates")]),
        .target(
            name: "PerformanceService",
            dependencies: [
                "Access", "CZlib", "Charting", "Domain", "Intake", "OverrideAudit", "Review",
                "Scorecards",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.embedInCode("Templates")]),
        .executableTarget(
            name: "parallax",
            dependencies: [
                "Access", "Charting", "Domain", "Intake", "Ledger", "OverrideAudit",
                "PerformanceService", "Review", "Sample", "Scorecards",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        .target(
            name: "TestSupport", dependencies: ["Domain", "Sample"], path: "Tests/TestSupport"),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "TestSupport"]),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"]),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["CZlib", "Domain", "Intake", "Ledger", "TestSupport"]),
        .testTarget(name: "AccessTests", dependencies: ["Access", "Domain", "TestSupport"]),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Access", "Domain", "Ledger", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "ScorecardsTests",
            dependencies: ["Domain", "Sample", "Scorecards", "Statistics", "TestSupport"]),
        .testTarget(
            name: "OverrideAuditTests",
            dependencies: ["Domain", "OverrideAudit", "Sample", "Statistics", "TestSupport"]),
        .testTarget(name: "ChartingTests", dependencies: ["CGD", "Charting"]),
        .testTarget(name: "SampleTests", dependencies: ["Domain", "Sample"]),
        .testTarget(
            name: "ReviewTests",
            dependencies: [
                "Charting", "Domain", "OverrideAudit", "Review", "Scorecards", "Statistics",
                "TestSupport",
            ]),
        .testTarget(
            name: "PerformanceServiceTests",
            dependencies: [
                "Access", "Domain", "PerformanceService",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "parallax", "Domain", "Ledger", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ]
)

for target in package.targets where target.type != .system && target.name != "CGD" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}

// The loops over millions of rows work on scratch space that one thread owns; run-time checks of
// exclusive access to it would take a tenth of an import.
for target in package.targets where ["Intake", "Ledger"].contains(target.name) {
    target.swiftSettings?.append(
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)))
}
