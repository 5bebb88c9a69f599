import Statistics
import Calendar
import Domain
import GRDB
import Glibc
import Ledger
import LedgerTestSupport
import Storage
import TestSupport
import Testing

/// `reading(knownAt:)` against what the same ledger gave right after each import.
struct KnownAtTests {
    /// All that a reading says.
    private struct Everything: Equatable {
        let portfolio: String
        let days: [[HealthDay]]
        let current: [HealthAnswer?]
        let first: [HealthAnswer?]
        let spans: [SpanScores]
        let components: [ComponentScores]
        let measureNames: [MeasureName]
        let measures: [String]
        let months: [String]
        let scores: [String]
        let extents: [FeedExtent]
        let lastHealthDay: Day?
        let digest: String

        init(_ reading: any FactReading) throws {
            portfolio = "\(reading.portfolio)"
            let accounts = reading.portfolio.accounts.indices
            days = try accounts.map { try reading.health.days(of: $0) }
            let questions = accounts.flatMap { account in
                stride(from: 0, through: 75, by: 3).map {
                    HealthQuestion(account: account, day: Self.firstDay + $0)
                }
            }
            current = try reading.health.scores(
                asOf: questions, maximumAge: 20, version: .current)
            first = try reading.health.scores(
                asOf: questions, maximumAge: 20, version: .firstRecorded)
            let spans = reading.portfolio.accounts.indices.map {
                HealthSpan(account: $0, last: Self.firstDay + 70, days: 60)
            }
            self.spans = try [HealthVersion.current, .firstRecorded].map {
                try reading.health.scores(over: spans, maximumAge: 20, version: $0)
            }
            components = try [HealthVersion.current, .firstRecorded].map {
                try reading.health.components(asOf: questions, maximumAge: 20, version: $0)
            }
            let measures = reading.measures
            let last: Day = "2025-05-31"
            measureNames = try measures.measures(through: last)
            var rows: [String] = []
            try measures.forEachMeasure(from: "2024-12-01", through: last) {
                rows.append("\($1.day) \($0) \($1)")
            }
            self.measures = rows.sorted()
            var months: [String] = []
            try reading.health.forEachMonth(from: "2025-01", through: "2025-03") {
                months.append("\($0)")
            }
            self.months = months.sorted()
            var scores: [String] = []
            try reading.health.forEachScore(from: Self.firstDay + 5, through: Self.firstDay + 50) {
                scores.append("\($0) \($1)")
            }
            self.scores = scores.sorted()
            extents = try reading.extents(through: "2025-02")
            lastHealthDay = reading.lastHealthDay
            digest = reading.dataDigest
        }

        static let firstDay: Day = "2025-01-10"
    }

    @Test(arguments: 0..<40)
    func `Any earlier state comes back whole, whatever was imported since`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let folder = try LedgerFolder(accounts: 4)
        var imports = try RandomImports(folder)
        var states: [(time: Instant, known: Everything)] = []
        func note() throws {
            states.append((folder.time, try Everything(folder.ledger.reading())))
        }
        try note()
        for _ in 0..<25 {
            try imports.takeOne(into: folder, &random)
            try note()
        }
        for (time, known) in states.shuffled(using: &random) {
            let seconds = Int.random(in: 0...59, using: &random)
            let again = try Everything(folder.ledger.reading(knownAt: time + seconds))
            #expect(again == known, "at \(time)")
        }
        let before = try folder.ledger.reading(knownAt: LedgerFolder.start)
        #expect(before.portfolio.accounts.isEmpty)
        #expect(before.lastHealthDay == nil)
        #expect(try before.extents(through: "2030-01").allSatisfy { $0.rows == 0 })
    }

    @Test func `A withdrawn row counts for nothing until it is sent again`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let row = FeedRow(
            .arr,
            ["account_id": .text("a0"), "effective_date": .day("2025-01-01"), "arr": .number(5)])
        let key: [FeedValue] = [.text("a0"), .day("2025-01-01")]
        let empty = try folder.digest
        try folder.importFile(.arr) { try $0.write(row) }
        let with = try folder.digest
        #expect(try folder.importFile(.arr) { _ = try $0.withdraw(key) }.withdrawn == 1)
        #expect(try folder.importFile(.arr) { _ = try $0.withdraw(key) }.withdrawn == 0)
        #expect(try folder.ledger.reading().portfolio.arr.isEmpty)
        #expect(try folder.digest == empty)
        #expect(try folder.importFile(.arr) { try $0.write(row) }.taken == 1)
        #expect(try folder.ledger.reading().portfolio.arr.count == 1)
        #expect(try folder.digest == with)
    }

    @Test func `The facts of a withdrawn account leave and return with it`() throws {
        let folder = try LedgerFolder(accounts: 2)
        try folder.importFile(.arr) { writer in
            for account in ["a0", "a1"] {
                try writer.write(
                    FeedRow(
                        .arr,
                        [
                            "account_id": .text(account), "effective_date": .day("2025-01-01"),
                            "arr": .number(5),
                        ]))
            }
        }
        try folder.importFile([
            HealthRow(account: AccountID("a0"), day: "2025-01-01", score: 1),
            HealthRow(account: AccountID("a1"), day: "2025-01-01", score: 2),
        ])
        try folder.importFile(.accounts) { _ = try $0.withdraw([.text("a0")]) }
        let without = try folder.ledger.reading()
        #expect(without.portfolio.accounts.map(\.id) == [AccountID("a1")])
        #expect(without.portfolio.arr.map(\.account) == [0])
        #expect(try without.health.days(of: 0).map(\.score.tenths) == [2])
        var scores: [Int16] = []
        try without.health.forEachScore(from: "2025-01-01", through: "2025-01-01") {
            scores.append($1.score.tenths)
        }
        #expect(scores == [2])
        try folder.importFile(.accounts) {
            try $0.write(
                FeedRow(.accounts, ["account_id": .text("a0"), "segment": .text("S")]))
        }
        let again = try folder.ledger.reading()
        #expect(again.portfolio.arr.map(\.account) == [0, 1])
        #expect(try again.health.days(of: 0).map(\.score.tenths) == [1])
    }

    @Test func `What was withdrawn is not the first record of a day either`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let day: Day = "2025-01-31"
        func score(_ version: HealthVersion) throws -> Int16? {
            let reading = try folder.ledger.reading()
            return try reading.health.scores(
                asOf: [HealthQuestion(account: 0, day: day)], maximumAge: 0, version: version
            )[0]?.score.tenths
        }
        for tenths: Int16 in [100, 200] {
            try folder.importFile([HealthRow(account: AccountID("a0"), day: day, score: tenths)])
        }
        #expect(try score(.firstRecorded) == 100)
        let withdrawn = try folder.importFile(.health) {
            _ = try $0.withdrawHealth(account: 1, days: [day, day + 1])
        }.withdrawn
        #expect(withdrawn == 1)
        #expect(try score(.current) == nil)
        #expect(try score(.firstRecorded) == nil)
        #expect(try folder.ledger.reading().lastHealthDay == nil)
        for tenths: Int16 in [300, 400] {
            try folder.importFile([HealthRow(account: AccountID("a0"), day: day, score: tenths)])
        }
        #expect(try score(.firstRecorded) == 300)
        #expect(try score(.current) == 400)
    }

    @Test(arguments: [
        ("UPDATE renewals SET due_date = '2026-02-30'", "renewals", "r", "due_date"),
        ("UPDATE renewals SET outcome = 'lost'", "renewals", "r", "outcome"),
        ("UPDATE renewals SET closed_date = 'soon'", "renewals", "r", "closed_date"),
        ("UPDATE renewals SET account_id = CAST(x'ff' AS TEXT)", "renewals", "r", "account_id"),
        ("UPDATE renewals SET account_id = 'nobody'", "renewals", "r", "account_id"),
        ("UPDATE renewals SET arr_before = 1e999", "renewals", "r", "arr_before"),
        ("UPDATE accounts SET customer_since = ''", "accounts", "a0", "customer_since"),
        ("UPDATE csms SET start_date = '20250101'", "csms", "c", "start_date"),
        ("UPDATE csms SET name = CAST(x'c328' AS TEXT)", "csms", "c", "name"),
        ("UPDATE fx SET date = 'x'", "fx", "EUR, x", "date"),
    ])
    func `A row that cannot be read back is an error that names table, key and column`(
        sql: String, table: String, key: String, column: String
    ) throws {
        let folder = try LedgerFolder(accounts: 1)
        try folder.importFile(.csms) {
            try $0.write(FeedRow(.csms, ["csm_id": .text("c"), "name": .text("Ann")]))
        }
        try folder.importFile(.renewals) {
            try $0.write(
                FeedRow(
                    .renewals,
                    [
                        "renewal_id": .text("r"), "account_id": .text("a0"),
                        "due_date": .day("2025-01-01"), "outcome": .text("open"),
                        "arr_before": .number(1),
                    ]))
        }
        try folder.importFile(.fx) {
            try $0.write(
                FeedRow(
                    .fx,
                    ["currency": .text("EUR"), "date": .day("2025-01-01"), "rate": .number(1)]))
        }
        _ = try folder.ledger.reading()
        try folder.damage(sql, correcting: true)
        #expect(throws: StorageError.damagedRow(table: table, key: key, column: column)) {
            try folder.ledger.reading()
        }
    }

    @Test(
        arguments: [true, false],
        [
            "packed = x'00'", "packed = zeroblob(length(packed))", "last_day = 500",
            "closing_tenths = 2000", "closing_tenths = -1", "closing_tier = -5", "first_day = 0",
            "days = 0", "minimum_tenths = 70000",
        ])
    func `A month with a value that cannot be is an error that names month and account`(
        correcting: Bool, damage: String
    ) throws {
        let folder = try LedgerFolder(accounts: 1)
        try folder.importFile([HealthRow(account: AccountID("a0"), day: "2025-01-30", score: 1)])
        try folder.importFile([HealthRow(account: AccountID("a0"), day: "2025-01-31", score: 1)])
        try folder.damage("UPDATE health_months SET \(damage)", correcting: correcting)
        let health = try folder.ledger.reading().health
        func isRefused(_ body: () throws -> Void) -> Bool {
            do {
                try body()
                return false
            } catch {
                return error as? LedgerError
                    == LedgerError.damagedMonth(month: "2025-01", account: 1)
            }
        }
        let refusals = [
            isRefused { _ = try health.days(of: 0) },
            isRefused {
                try health.forEachScore(from: "2025-01-01", through: "2025-01-31") { _, _ in }
            },
            isRefused { try health.forEachMonth(from: "2025-01", through: "2025-01") { _ in } },
            isRefused {
                let question = HealthQuestion(account: 0, day: "2025-02-05")
                _ = try health.scores(asOf: [question], maximumAge: 30, version: .current)
            },
        ]
        #expect(refusals.contains(true), "\(damage)")
    }

    @Test func `A month that cannot be unpacked is an error that names month and account`() throws {
        let folder = try LedgerFolder(accounts: 1)
        try folder.importFile([HealthRow(account: AccountID("a0"), day: "2025-01-31", score: 1)])
        try folder.damage("UPDATE health_months SET packed = x'00'", correcting: true)
        let health = try folder.ledger.reading().health
        let damage = LedgerError.damagedMonth(month: "2025-01", account: 1)
        #expect(throws: damage) { try health.days(of: 0) }
        #expect(throws: damage) {
            try health.forEachScore(from: "2025-01-01", through: "2025-01-31") { _, _ in }
        }
    }
}
