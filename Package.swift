// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "parallax",
    products: [
        .executable(name: "parallax", targets: ["parallax"]),
        .executable(name: "parallax-desk", targets: ["parallax-desk"]),
    ],
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
    ]
)

// MARK: Libraries

let argumentParser = library("ArgumentParser", "swift-argument-parser")
let configuration = library("Configuration", "swift-configuration")
let crypto = library("Crypto", "swift-crypto")
let grdb = library("GRDB", "GRDB.swift")
let grdbSQLite = library("GRDBSQLite", "GRDB.swift")
let httpTypes = library("HTTPTypes", "swift-http-types")
let hummingbird = library("Hummingbird", "hummingbird")
let hummingbirdCore = library("HummingbirdCore", "hummingbird")
let hummingbirdTesting = library("HummingbirdTesting", "hummingbird")
let jwtKit = library("JWTKit", "jwt-kit")
let logging = library("Logging", "swift-log")
let mustache = library("Mustache", "swift-mustache")
let nioCore = library("NIOCore", "swift-nio")
let nioHTTPTypes = library("NIOHTTPTypes", "swift-nio-extras")
let nioPosix = library("NIOPosix", "swift-nio")
let yams = library("Yams", "Yams")

func library(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

// MARK: Programs

/// Programs contain the Swift runtime and Foundation: they start in half the time, and run where no
/// Swift is installed. SwiftPM's own flag for that would also apply to the tests, which need the
/// toolchain's libraries. Without it, the libraries inside Foundation have to be named.
let selfContained: [LinkerSetting] = [
    .unsafeFlags([
        "-static-stdlib", "-Xlinker", "--no-export-dynamic", "-lCoreFoundation",
        "-l_FoundationCShims", "-l_FoundationCollections", "-l_FoundationICU",
    ])
]

// MARK: Floors. A floor is a folder of Sources; its tests are in the folder of that name in Tests.

struct Floor {
    let name: String

    func room(
        _ room: String, _ dependencies: [Target.Dependency] = [], embedding folder: String? = nil
    ) -> Target {
        .target(
            name: room, dependencies: dependencies, path: "Sources/\(name)/\(room)",
            resources: folder.map { [.embedInCode($0)] })
    }

    func tests(
        of room: String, _ dependencies: [Target.Dependency], excluding excluded: [String] = []
    ) -> Target {
        .testTarget(
            name: "\(room)Tests", dependencies: dependencies,
            path: "Tests/\(name)/\(room)Tests", exclude: excluded)
    }
}

// Kits know nothing about customers or CSMs and depend on kits alone.
let kits = Floor(name: "Kits")
package.targets += [
    kits.room("CCRC32C"),
    kits.room("CCurl"),
    kits.room("CGD"),
    kits.room("CLogistic"),
    kits.room("COffice", ["CWorkbook"]),
    // libxml2 keeps its headers in a folder of its own.
    .target(
        name: "CWorkbook", path: "Sources/Kits/CWorkbook",
        cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
    // FreeType and HarfBuzz keep their headers in folders of their own.
    .target(
        name: "CText", path: "Sources/Kits/CText",
        cSettings: [
            .unsafeFlags(["-I/usr/include/freetype2", "-I/usr/include/harfbuzz"])
        ]),
    .systemLibrary(name: "CMalloc", path: "Sources/Kits/CMalloc"),
    .systemLibrary(name: "CZlib", path: "Sources/Kits/CZlib"),
    kits.room("Calendar"),
    kits.room("Concurrency", ["CMalloc"]),
    kits.room("Statistics", ["CLogistic"]),
    kits.room("Formats", ["CZlib"]),
    kits.room("Keeping", ["Formats", grdb]),
    kits.room("Tables", ["CWorkbook", "CZlib", "Calendar", "Formats"]),
    kits.room("Office", ["COffice", "CWorkbook", "Calendar", "Formats", "Tables"]),
    kits.room("Storage", ["CCRC32C", "Calendar", "Formats", grdb, grdbSQLite]),
    kits.room(
        "Charting", ["CGD", "CText", "CZlib", "Formats", "Keeping", yams], embedding: "Themes"),
    kits.room("Delivery", ["Calendar", "Formats", "Transfers", crypto]),
    kits.room("Templating", [mustache], embedding: "Styles"),
    kits.room("Identity", ["Calendar", "Formats", "Transfers", crypto, jwtKit, logging]),
    kits.room("IdentityStorage", ["Calendar", "Formats", "Identity", "Storage", grdb]),
    kits.room(
        "Web",
        [
            "Calendar", "Formats", crypto, httpTypes, hummingbird, hummingbirdCore, logging,
            nioCore, nioHTTPTypes, nioPosix,
        ]),
    kits.room(
        "SignIn",
        ["Calendar", "Identity", "Templating", "Web", httpTypes, hummingbird, logging],
        embedding: "Templates"),
    kits.room("Terminal", ["Calendar", "Formats", logging]),
    kits.room("Transfers", ["CCurl", "Formats"]),
    kits.room("Commands", ["Calendar", "Concurrency", "Terminal", argumentParser]),
    kits.room(
        "SignInCommands",
        [
            "Calendar", "Formats", "Identity", "SignIn", "Terminal", argumentParser, configuration,
        ]),
    kits.room("SettingsFiles", ["Calendar", "Formats", yams]),
    kits.tests(of: "Calendar", ["Calendar", "TestSupport"]),
    kits.tests(
        of: "Charting",
        ["CGD", "CText", "CZlib", "Charting", "Formats", "Keeping", "Statistics"]),
    kits.tests(of: "Commands", ["Commands", argumentParser]),
    kits.tests(of: "Concurrency", ["Concurrency"]),
    kits.tests(of: "Delivery", ["Calendar", "Delivery", "TestSupport", "Transfers"]),
    kits.tests(of: "Formats", ["Formats", "Statistics", "TestSupport"]),
    kits.tests(of: "Identity", ["Calendar", "Identity", crypto, jwtKit, logging]),
    kits.tests(
        of: "IdentityStorage",
        ["Calendar", "Identity", "IdentityStorage", "Storage", "TestSupport", grdb]),
    kits.tests(of: "Keeping", ["Formats", "Keeping", "Statistics", "TestSupport", grdb]),
    kits.tests(
        of: "Office", ["COffice", "CWorkbook", "Calendar", "Formats", "Office", "Tables"]),
    kits.tests(of: "SignIn", ["Calendar", "Identity", "SignIn", "Web"]),
    kits.tests(of: "Statistics", ["CLogistic", "Statistics", "TestSupport"]),
    kits.tests(
        of: "Storage", ["CCRC32C", "Formats", "Storage", "Statistics", "TestSupport", grdb]),
    kits.tests(
        of: "Tables",
        ["CWorkbook", "CZlib", "Calendar", "Formats", "Tables", "Statistics", "TestSupport"]),
    kits.tests(of: "Templating", ["Templating"]),
    kits.tests(of: "Terminal", ["Terminal"]),
    kits.tests(of: "Transfers", ["CCurl", "Formats", "TestSupport", "Transfers"]),
    kits.tests(
        of: "Web",
        [
            "Formats", "TestSupport", "Web", httpTypes, hummingbird, hummingbirdTesting, logging,
            nioCore,
        ]),
]

// Facts: what happened, as files bring it and as we keep it. They depend on facts and kits.
let facts = Floor(name: "Facts")
package.targets += [
    facts.room("Domain", ["Calendar", "Formats", "Keeping"]),
    facts.room(
        "Intake", ["Calendar", "Concurrency", "Domain", "Formats", "Tables", yams],
        embedding: "Mappings"),
    facts.room(
        "IntakeCommands",
        ["Calendar", "Domain", "Formats", "Intake", "Ledger", "Terminal", argumentParser]),
    facts.room(
        "Ledger", ["Calendar", "Concurrency", "Domain", "Formats", "Keeping", "Storage", grdb]),
    facts.room("Sample", ["Calendar", "Domain", "Formats", "Statistics"]),
    facts.tests(of: "Domain", ["Calendar", "Domain", "TestSupport"]),
    facts.tests(
        of: "Intake",
        ["CZlib", "Calendar", "Domain", "Formats", "Intake", "Ledger", "Statistics", "TestSupport"]),
    facts.tests(
        of: "Ledger",
        [
            "Calendar", "Domain", "Formats", "Ledger", "LedgerTestSupport", "Storage",
            "Statistics", "TestSupport",
            grdb,
        ],
        excluding: ["Migrations/ledger-2.sql"]),
    facts.tests(of: "Sample", ["Calendar", "Domain", "Formats", "Sample", "TestSupport"]),
]

// Performance: how well accounts are kept. It depends on facts, kits and this floor.
let performance = Floor(name: "Performance")
package.targets += [
    performance.room("Attribution", ["Calendar", "Domain"]),
    performance.room(
        "Scorecards",
        ["Attribution", "Calendar", "Concurrency", "Domain", "Formats", "Statistics"]),
    performance.room("Closing", ["Attribution", "Calendar", "Domain", "Scorecards"]),
    performance.room(
        "ClosingLedger",
        ["Calendar", "Closing", "Domain", "Formats", "Ledger", "Storage", crypto, grdb]),
    performance.room("Finance", ["Attribution", "Calendar", "Domain", "Scorecards"]),
    performance.room(
        "OverrideAudit",
        [
            "Attribution", "Calendar", "Concurrency", "Domain", "Formats", "Keeping", "Statistics",
        ]),
    performance.room(
        "Signals",
        ["Attribution", "Calendar", "Concurrency", "Domain", "Formats", "Statistics"]),
    performance.room(
        "Review",
        [
            "Attribution", "Calendar", "Closing", "Concurrency", "Domain", "Finance", "Formats",
            "Keeping", "OverrideAudit", "Scorecards", "Signals", "Statistics",
        ]),
    performance.room(
        "ReviewCharts",
        [
            "Attribution", "Calendar", "Charting", "Domain", "Finance", "Formats",
            "OverrideAudit", "Review", "Scorecards", "Signals", "Statistics",
        ]),
    performance.room(
        "Brief",
        [
            "Attribution", "Calendar", "Closing", "Domain", "Finance", "Formats", "OverrideAudit",
            "Review", "Scorecards", "Signals", "Statistics",
        ]),
    performance.room(
        "Publishing",
        [
            "Attribution", "Brief", "Calendar", "Charting", "Closing", "Concurrency", "Domain",
            "Finance", "Formats", "Keeping", "Office", "OverrideAudit", "Review", "ReviewCharts",
            "Scorecards", "Signals", "Statistics", "Templating", crypto,
        ], embedding: "Templates"),
    performance.room(
        "Deck",
        [
            "Attribution", "Brief", "Calendar", "Charting", "Closing", "Concurrency", "Domain",
            "Finance", "Formats", "Office", "Review", "ReviewCharts", "Scorecards", "Statistics",
        ]),
    performance.room("Access", ["Calendar", "Domain", "Identity"]),
    performance.room(
        "AccessLedger",
        ["Access", "Calendar", "Domain", "Formats", "IdentityStorage", "Storage", grdb]),
    performance.room(
        "Deliveries",
        [
            "Access", "Attribution", "Brief", "Calendar", "Charting", "Closing", "Deck", "Delivery",
            "Domain", "Formats", "Identity", "Office", "OverrideAudit", "Publishing", "Review",
            "ReviewCharts",
            "Scorecards",
            "SettingsFiles", "Statistics", "Storage", "Transfers", crypto,
        ]),
    performance.room(
        "PerformanceService",
        [
            "Access", "Attribution", "Brief", "Calendar", "Charting", "Closing", "Concurrency",
            "Deck", "Deliveries", "Domain", "Office",
            "Formats", "Identity", "Intake", "Keeping", "OverrideAudit", "Publishing", "Review",
            "ReviewCharts", "Scorecards", "SignIn", "Signals", "Storage", "Templating", "Web",
            crypto, httpTypes,
            hummingbird, logging,
            nioCore,
        ], embedding: "Templates"),
    .executableTarget(
        name: "parallax",
        dependencies: [
            "Access", "AccessLedger", "Attribution", "Brief", "Calendar", "Charting", "Closing",
            "ClosingLedger", "Commands", "Concurrency", "Deck", "Deliveries", "Domain", "Finance",
            "Formats",
            "Intake", "IntakeCommands", "Ledger", "Office", "OverrideAudit", "PerformanceService",
            "Publishing", "Review", "ReviewCharts", "Sample", "Scorecards", "SignInCommands",
            "Signals", "Terminal", argumentParser, configuration, hummingbird, logging,
        ], path: "Sources/Performance/parallax", linkerSettings: selfContained),
    performance.tests(
        of: "Access", ["Access", "Calendar", "Domain", "Identity", "TestSupport"]),
    performance.tests(
        of: "AccessLedger",
        [
            "Access", "AccessLedger", "Calendar", "Domain", "Identity", "IdentityStorage",
            "Storage", "TestSupport", grdb,
        ]),
    performance.tests(
        of: "Deliveries",
        [
            "Access", "AccessLedger", "Attribution", "Calendar", "Charting", "Closing",
            "Deliveries",
            "Delivery", "Domain", "PerformanceTestSupport", "Review", "Storage", "TestSupport",
        ]),
    performance.tests(
        of: "ClosingLedger",
        [
            "Calendar", "Closing", "ClosingLedger", "Domain", "Formats", "Intake", "Ledger",
            "LedgerTestSupport", "Publishing", "Review", "Statistics", "Storage", "TestSupport",
            crypto, grdb,
        ]),
    performance.tests(
        of: "Attribution",
        [
            "Attribution", "Calendar", "Domain", "Scorecards", "Statistics", "TestSupport",
            "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Finance",
        [
            "Attribution", "Calendar", "Domain", "Finance", "Scorecards", "Statistics",
            "TestSupport",
        ]),
    performance.tests(
        of: "PerformanceService",
        [
            "Access", "Calendar", "Charting", "Closing", "Domain", "Identity", "Ledger",
            "PerformanceService", "SignIn",
            "Storage", "TestSupport", "Web", httpTypes, hummingbird, hummingbirdTesting, logging,
            nioCore,
        ]),
    performance.tests(
        of: "CommandLine", ["Domain", "Ledger", "TestSupport", grdb]),
    performance.tests(
        of: "OverrideAudit",
        [
            "Attribution", "Calendar", "Domain", "OverrideAudit", "Sample", "Statistics",
            "TestSupport", "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Publishing",
        [
            "Attribution", "Calendar", "Charting", "Closing", "Domain", "Formats",
            "Keeping", "LedgerTestSupport", "Office", "OverrideAudit", "Publishing", "Review",
            "ReviewCharts", "Sample",
            "Scorecards",
            "Statistics", "TestSupport", "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Review",
        [
            "Attribution", "Calendar", "Closing", "Domain", "Finance", "OverrideAudit", "Review",
            "Scorecards", "Statistics", "TestSupport", "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Deck",
        [
            "CZlib", "Calendar", "Charting", "Deck", "Domain", "Formats", "Office", "Publishing",
            "Review", "ReviewCharts", "Sample", "Statistics", "TestSupport",
            "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Brief",
        [
            "Attribution", "Brief", "Calendar", "Domain", "Review", "Sample", "Statistics",
            "TestSupport",
            "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "ReviewCharts",
        [
            "Attribution", "Calendar", "Charting", "Domain", "Review", "ReviewCharts", "Signals",
            "TestSupport", "PerformanceTestSupport",
        ]),
    performance.tests(
        of: "Signals",
        ["Attribution", "Calendar", "Domain", "Signals", "Statistics", "TestSupport"]),
    performance.tests(
        of: "Scorecards",
        [
            "Attribution", "Calendar", "Domain", "Sample", "Scorecards", "Statistics",
            "TestSupport", "PerformanceTestSupport",
        ]),
]

// Desk: the CSM's week. It depends on facts, kits and this floor, never on Performance.
let desk = Floor(name: "Desk")
package.targets += [
    desk.room("Scoring", ["Calendar", "Domain", "Formats"]),
    desk.room("HealthDesk", ["Calendar", "Domain", "Formats", "Scoring", "Statistics"]),
    desk.room(
        "DeskFiles",
        [
            "Calendar", "Delivery", "DeskDigest", "Domain", "Formats", "HealthDesk", "Scoring",
            "SettingsFiles", "Transfers",
        ],
        embedding: "Playbooks"),
    desk.room("DeskAccess", ["Domain", "Identity", "IdentityStorage", "Storage", grdb]),
    desk.room(
        "HealthDeskService",
        [
            "Calendar", "Charting", "DeskAccess", "DeskMemory", "Domain", "Formats", "HealthDesk",
            "Identity", "Intake", "Scoring", "SignIn", "Storage", "Templating", "Web", crypto,
            httpTypes, hummingbird, logging,
        ], embedding: "Templates"),
    desk.room("DeskMemory", ["Calendar", "Domain", "Formats", "HealthDesk", "Storage", grdb]),
    desk.room(
        "DeskDigest",
        ["Calendar", "Delivery", "DeskMemory", "Domain", "Formats", "HealthDesk", "Transfers"]),
    .executableTarget(
        name: "parallax-desk",
        dependencies: [
            "Calendar", "Charting", "Commands", "Concurrency", "Delivery", "DeskAccess",
            "DeskDigest", "DeskFiles", "DeskMemory", "Domain", "Formats", "HealthDesk",
            "HealthDeskService", "Intake", "IntakeCommands", "Ledger", "Scoring",
            "SignInCommands", "Storage", "Terminal", "Transfers", argumentParser, configuration,
            hummingbird, logging,
        ], path: "Sources/Desk/parallax-desk", linkerSettings: selfContained),
    desk.tests(
        of: "DeskMemory",
        ["Calendar", "DeskMemory", "Domain", "HealthDesk", "Storage", "TestSupport"]),
    desk.tests(of: "Scoring", ["Calendar", "Domain", "Scoring", "Statistics"]),
    desk.tests(
        of: "HealthDesk",
        ["Calendar", "Domain", "HealthDesk", "Scoring", "Statistics", "TestSupport"]),
    desk.tests(
        of: "DeskAccess",
        [
            "Calendar", "DeskAccess", "Domain", "Identity", "IdentityStorage", "TestSupport", grdb,
        ]),
    desk.tests(
        of: "HealthDeskService",
        [
            "Calendar", "Charting", "DeskAccess", "DeskFiles", "DeskMemory", "Domain",
            "HealthDesk", "HealthDeskService", "Identity", "IdentityStorage", "Intake", "Ledger",
            "TestSupport", "Web", httpTypes, hummingbird, hummingbirdTesting, logging, nioCore,
        ]),
    desk.tests(
        of: "DeskFiles",
        [
            "Calendar", "DeskFiles", "Domain", "HealthDesk", "Sample", "Scoring", "TestSupport",
        ]),
]

// What tests share: facts written in a test, a store and scores in memory, scratch folders.
package.targets += [
    .target(
        name: "TestSupport",
        dependencies: ["Calendar", "Domain", "Formats", "Sample", "Statistics"],
        path: "Tests/Support/TestSupport"),
    .target(
        name: "LedgerTestSupport",
        dependencies: ["Calendar", "Domain", "Ledger", "Storage", "TestSupport", grdb],
        path: "Tests/Support/LedgerTestSupport"),
    .target(
        name: "PerformanceTestSupport",
        dependencies: [
            "Attribution", "Calendar", "Domain", "OverrideAudit", "Review", "Sample", "Scorecards",
            "TestSupport",
        ], path: "Tests/Support/PerformanceTestSupport"),
]

let roomsInC: Set = ["CCRC32C", "CCurl", "CGD", "CLogistic", "COffice", "CText", "CWorkbook"]

for target in package.targets where target.type != .system && !roomsInC.contains(target.name) {
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
for target in package.targets where ["Intake", "Ledger", "Tables"].contains(target.name) {
    target.swiftSettings?.append(
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)))
}
