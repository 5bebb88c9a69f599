import Calendar
import Domain
import Ledger
import LedgerTestSupport
import Statistics
import TestSupport
import Testing

/// The measures of a ledger against an oracle that keeps every row of every file.
struct MeasureHistoryTests {
    private static let days: ClosedRange<Day> = "2025-12-31"..."2026-01-02"

    private let folder: LedgerFolder
    private var oracle = MeasureOracle()
    /// When each file was read to its end.
    private var times: [Instant] = []

    /// Files of random rows: later ones restate, withdraw and send again. The accounts are those of
    /// three blocks.
    init() throws {
        folder = try LedgerFolder(accounts: 9000)
        var random = SplitMix64(seed: 21)
        for file in 0..<12 {
            try Self.importFile(file, folder, &oracle, &random)
            times.append(folder.time)
        }
    }

    private static func importFile(
        _ file: Int, _ folder: LedgerFolder, _ oracle: inout MeasureOracle,
        _ random: inout SplitMix64
    ) throws {
        var seen: Set<MeasureOracle.Key> = []
        var changes: [(key: MeasureOracle.Key, event: MeasureOracle.Event)] = []
        let known = oracle.events.keys.sorted { "\($0)" < "\($1)" }
        for _ in 0..<400 {
            let isKnown = !known.isEmpty && Bool.random(using: &random)
            let key =
                isKnown
                ? known[Int.random(in: 0..<known.count, using: &random)]
                : MeasureOracle.Key.random(&random, accounts: 9000)
            guard seen.insert(key).inserted else { continue }
            var event = MeasureOracle.Event(file: file)
            if !isKnown || Int.random(in: 0..<4, using: &random) > 0 {
                let value: Double = [3, -2.5, 0, 7e14, 0.1].randomElement(using: &random) ?? 0
                // Seats are always shares, logins nearly always, Logins never.
                let whole: Double? =
                    switch key.measure {
                    case "seats": Double(Int.random(in: 1...99, using: &random))
                    case "logins" where Int.random(in: 0..<300, using: &random) > 0: 12.5
                    default: Bool.random(using: &random) ? nil : 0
                    }
                event.value = (value, whole)
            }
            changes.append((key, event))
        }
        try folder.importFile(.measures) { writer in
            for (key, event) in changes where event.value == nil {
                let stood = oracle.first(key, after: file) != nil
                #expect(try writer.withdraw(key.values) == stood)
            }
            for (key, event) in changes {
                guard let (value, whole) = event.value else { continue }
                try writer.write(
                    FeedRow(key.values + [.number(value), whole.map { .number($0) } ?? .none]))
            }
        }
        for (key, event) in changes { oracle.add(key, event) }
    }

    /// Compares a reading with what the oracle knows after a file.
    private func check(_ reading: any FactReading, after file: Int) throws {
        let accounts = reading.portfolio.accounts.map(\.id)
        let (first, last) = (Self.days.lowerBound, Self.days.upperBound)
        let names = try reading.measures.measures(through: last)
        #expect(names == oracle.measures(of: accounts, after: file, through: last))
        var expected = oracle.rows(of: accounts, after: file, Self.days)
        var latest = first
        try reading.measures.forEachMeasure(from: first, through: last) { place, row in
            #expect(row.day >= latest)
            latest = row.day
            let key = "\(row.day) \(names[place].name) \(row.account)"
            let sum = expected.removeValue(forKey: key)
            #expect(sum.map { abs($0.value - row.value) < 1e-9 } ?? false, "\(key)")
            #expect(sum.map { abs($0.whole - row.whole) < 1e-9 } ?? false, "\(key)")
        }
        #expect(expected.isEmpty)
        let extent = try reading.extents(through: "2025-12").first { $0.feed == .measures }
        let standing = oracle.events.keys.filter {
            $0.day <= "2025-12-31" && accounts.contains(AccountID($0.account))
                && oracle.first($0, after: file) != nil
        }
        #expect(extent?.rows == standing.count)
        #expect(extent?.first == standing.map(\.day).min())
        #expect(extent?.last == standing.map(\.day).max())
    }

    @Test func `Values first recorded are the oracle's, now and after every earlier file`() throws {
        try check(folder.ledger.reading(), after: .max)
        for (file, time) in times.enumerated() {
            try check(folder.ledger.reading(knownAt: time), after: file)
        }
        let before = try folder.ledger.reading(knownAt: LedgerFolder.start)
        #expect(try before.measures.measures(through: "2030-01-01").isEmpty)
    }

    @Test func `Measures leave and return with their accounts`() throws {
        let before = try folder.digest
        let account = try #require(
            oracle.events.keys.first { oracle.first($0, after: .max) != nil }
        )
        .account
        try folder.importFile(.accounts) { _ = try $0.withdraw([.text(account)]) }
        try check(folder.ledger.reading(), after: .max)
        try folder.importFile(.accounts) {
            try $0.write(
                FeedRow(.accounts, ["account_id": .text(account), "segment": .text("S")]))
        }
        try check(folder.ledger.reading(), after: .max)
        #expect(try folder.digest == before)
    }

    @Test func `The verification finds nothing wrong, and counts what was withdrawn`() throws {
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
        let withdrawn = oracle.events.filter { $0.value.last?.value == nil && $0.value.count > 1 }
            .map { Feed.measures.text(ofKey: $0.key.values) }
        let found = try folder.ledger.withdrawals().filter { $0.feed == .measures }
        #expect(Set(found.map(\.key)) == Set(withdrawn))
        #expect(found.allSatisfy { $0.key.hasPrefix("\($0.account ?? "?"),") })
    }

    @Test func `Rows come back as the files had them last`() throws {
        var rows: [String: FeedRow] = [:]
        _ = try folder.ledger.importFile(ImportedFile(feed: .measures, name: "nothing.csv")) {
            writer in
            try writer.forEachRow(of: .measures, observed: Self.days) {
                rows[Feed.measures.text(ofKey: Feed.measures.key(of: $0))] = $0
            }
            return nil
        }
        let standing = oracle.events.filter {
            Self.days.contains($0.key.day) && $0.value.last?.value != nil
        }
        #expect(rows.count == standing.count)
        for (key, events) in standing {
            let row = rows[Feed.measures.text(ofKey: key.values)]
            let last = events.last?.value
            #expect(row?.values[4] == last.map { .number($0.value) })
            #expect(row?.values[5] == last?.whole.map { .number($0) } ?? FeedValue.none)
        }
    }
}
