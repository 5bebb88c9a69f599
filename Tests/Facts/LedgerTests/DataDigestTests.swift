import Calendar
import Domain
import GRDB
import Ledger
import LedgerTestSupport
import Statistics
import TestSupport
import Testing

/// `dataDigest(through:)`, under which analyses are kept.
struct DataDigestTests {
    /// All that a review of a month can see.
    private struct Seen: Equatable {
        let portfolio: String
        let current: [HealthAnswer?]
        let first: [HealthAnswer?]
        let components: ComponentScores
        let measures: [String]

        init(_ reading: any FactReading, through month: Month) throws {
            portfolio = "\(reading.portfolio)"
            let questions = reading.portfolio.accounts.indices.flatMap { account in
                (0..<120).map { HealthQuestion(account: account, day: month.lastDay - $0) }
            }
            current = try reading.health.scores(
                asOf: questions, maximumAge: 3, version: .current)
            first = try reading.health.scores(
                asOf: questions, maximumAge: 3, version: .firstRecorded)
            components = try reading.health.components(
                asOf: questions, maximumAge: 3, version: .firstRecorded)
            var rows: [String] = []
            try reading.measures.forEachMeasure(from: "2024-01-01", through: month.lastDay) {
                rows.append("\($1.day) \($0) \($1)")
            }
            measures = rows.sorted()
        }
    }

    @Test(arguments: 0..<40)
    func `What a review can see is the same wherever the digest is`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let folder = try LedgerFolder(accounts: 4)
        var imports = try RandomImports(folder)
        let months: [Month] = ["2025-01", "2025-02", "2025-03"]
        var seen: [[String: Seen]] = months.map { _ in [:] }
        var repeated = 0
        for number in 0..<25 {
            if number % 3 == 2 {
                // Of no month that is asked about.
                try folder.importFile([
                    HealthRow(account: AccountID("a0"), day: Day("2025-06-01") + number, score: 1)
                ])
            } else {
                try imports.takeOne(into: folder, &random)
            }
            let reading = try folder.ledger.reading()
            for (index, month) in months.enumerated() {
                let now = try Seen(reading, through: month)
                let digest = reading.dataDigest(through: month)
                if let before = seen[index][digest] {
                    repeated += 1
                    #expect(before == now, "\(month)")
                }
                seen[index][digest] = now
            }
        }
        #expect(repeated >= 8 * months.count)
    }

    private let january = HealthRow(account: AccountID("a0"), day: "2025-01-31", score: 500)

    @Test func `Scores of a later month leave it, those of the month do not`() throws {
        let folder = try LedgerFolder(accounts: 2)
        func digests() throws -> [String] {
            let reading = try folder.ledger.reading()
            return [reading.dataDigest(through: "2025-01"), reading.dataDigest]
        }
        try folder.importFile([january])
        let first = try digests()
        try folder.importFile([HealthRow(account: AccountID("a0"), day: "2025-02-01", score: 400)])
        let second = try digests()
        #expect(second[0] == first[0] && second[1] != first[1])
        try folder.importFile([HealthRow(account: AccountID("a1"), day: "2025-01-01", score: 400)])
        #expect(try digests()[0] != first[0])
    }

    @Test
    func `A day that was withdrawn and sent again has another, since it is first recorded then`()
        throws
    {
        let folder = try LedgerFolder(accounts: 1)
        func digest() throws -> String {
            try folder.ledger.reading().dataDigest(through: "2025-01")
        }
        // The other day keeps the month's row when this one goes.
        try folder.importFile([
            january, HealthRow(account: AccountID("a0"), day: "2025-01-02", score: 1),
        ])
        var corrected = january
        corrected.score = 600
        try folder.importFile([corrected])
        let before = try digest()
        try folder.importFile(.health) {
            _ = try $0.withdrawHealth(account: 1, days: [january.day])
        }
        try folder.importFile([corrected])
        #expect(try digest() != before)
    }

    @Test(arguments: 0..<20)
    func `The parts of the months are what verification finds`(seed: UInt64) throws {
        var random = SplitMix64(seed: 1000 + seed)
        let folder = try LedgerFolder(accounts: 4)
        var imports = try RandomImports(folder)
        for _ in 0..<12 { try imports.takeOne(into: folder, &random) }
        // A month that is emptied and filled again keeps the values that were replaced.
        var row = HealthRow(account: AccountID("a0"), day: "2026-03-05", score: 100)
        for score: Int16 in [100, 200] {
            row.score = score
            try folder.importFile([row])
        }
        try folder.importFile(.health) {
            _ = try $0.withdrawHealth(account: 1, days: [row.day])
        }
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
        try folder.importFile([row])
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
        try folder.damage(
            "UPDATE health_totals SET digest = digest + 1 WHERE month = \(row.day.month.number)",
            correcting: true)
        #expect(!(try LedgerVerification(path: folder.path).faults.isEmpty))
    }

    @Test func `It does not depend on the order of the files, nor on that of the rows`() throws {
        let rows = (0..<40).map { number in
            HealthRow(
                account: AccountID("a\(number % 2)"), day: Day("2025-01-01") + number,
                score: Int16(number))
        }
        let (one, other) = (try LedgerFolder(accounts: 2), try LedgerFolder(accounts: 2))
        try one.importFile(rows)
        try other.importFile(Array(rows[20...]))
        try other.importFile(Array(rows[..<20].reversed()))
        for month: Month in ["2024-12", "2025-01", "2025-02"] {
            #expect(
                try one.ledger.reading().dataDigest(through: month)
                    == other.ledger.reading().dataDigest(through: month))
        }
    }

    @Test func `In a ledger that an older version wrote any score changes it`() throws {
        let folder = try LedgerFolder(accounts: 1)
        try folder.importFile([january])
        try folder.damage("UPDATE health_totals SET digest = NULL", correcting: true)
        let before = try folder.ledger.reading().dataDigest(through: "2025-01")
        try folder.importFile([HealthRow(account: AccountID("a0"), day: "2025-02-01", score: 400)])
        #expect(try folder.ledger.reading().dataDigest(through: "2025-01") != before)
    }
}
