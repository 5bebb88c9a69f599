import Calendar
import Domain
import GRDB
import Ledger
import LedgerTestSupport
import Statistics
import Storage
import Synchronization
import TestSupport
import Testing

/// Measures in a ledger: what becomes of rows, digests, damage, query plans.
struct MeasureLedgerTests {
    private func row(
        _ account: String, _ value: Double, of whole: Double? = nil, on day: Day = "2026-01-31",
        at location: String = "", _ measure: String = "logins"
    ) -> FeedRow {
        FeedRow([
            .text(account), .text(measure), .day(day), .text(location), .number(value),
            whole.map { .number($0) } ?? .none,
        ])
    }

    private func values(_ folder: LedgerFolder, knownAt moment: Instant? = nil) throws -> [Double] {
        var values: [Double] = []
        try folder.ledger.reading(knownAt: moment).measures.forEachMeasure(
            from: "2026-01-01", through: "2026-12-31"
        ) { values.append($1.value) }
        return values
    }

    @Test func `The value first recorded stays, whatever later files say`() throws {
        let folder = try LedgerFolder(accounts: 2)
        #expect(try folder.importFile(.measures) { try $0.write(row("a0", 5)) }.taken == 1)
        let time = folder.time
        let (first, before) = (try values(folder), try folder.digest)
        #expect(try folder.importFile(.measures) { try $0.write(row("a0", 5)) }.unchanged == 1)
        #expect(try folder.digest == before)
        #expect(try folder.importFile(.measures) { try $0.write(row("a0", 9)) }.restated == 1)
        #expect(try values(folder) == first)
        let restated = try folder.digest
        #expect(restated != before)
        // Another first value under the same current one is another state of the facts.
        let other = try LedgerFolder(accounts: 2)
        for value in [6.0, 9] { try other.importFile(.measures) { try $0.write(row("a0", value)) } }
        #expect(try other.digest != restated)
        #expect(try folder.ledger.reading(knownAt: time).dataDigest == before)
        // A whole that is corrected restates too.
        #expect(
            try folder.importFile(.measures) { try $0.write(row("a0", 9, of: 0)) }.restated == 1)
        #expect(
            try folder.importFile(.measures) { try $0.write(row("a0", -0.0, of: 0)) }.restated == 1)
        #expect(
            try folder.importFile(.measures) { try $0.write(row("a0", 0, of: 0)) }.unchanged == 1)
    }

    @Test func `A withdrawn row counts for nothing, and is new when it is sent again`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let key = Feed.measures.key(of: row("a0", 1))
        let empty = try folder.digest
        try folder.importFile(.measures) { try $0.write(row("a0", 5)) }
        let (with, time) = (try folder.digest, folder.time)
        #expect(try folder.importFile(.measures) { _ = try $0.withdraw(key) }.withdrawn == 1)
        #expect(try folder.importFile(.measures) { _ = try $0.withdraw(key) }.withdrawn == 0)
        #expect(try values(folder).isEmpty)
        #expect(try folder.ledger.reading().measures.measures(through: "2027-01-01").isEmpty)
        #expect(try folder.digest == empty)
        #expect(try values(folder, knownAt: time) == [5])
        #expect(try folder.importFile(.measures) { try $0.write(row("a0", 7)) }.taken == 1)
        #expect(try values(folder) == [7])
        try folder.importFile(.measures) { _ = try $0.withdraw(key) }
        try folder.importFile(.measures) { try $0.write(row("a0", 5)) }
        #expect(try folder.digest == with)
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
    }

    @Test func `The digest does not depend on the order of rows, accounts or names`() throws {
        var random = SplitMix64(seed: 5)
        let rows = ["a0", "a1", "a2"].flatMap { account in
            ["b", "ä", "a"].flatMap { name in
                ["", "Rome"].map { row(account, 1.5, of: 3, at: $0, name) }
            }
        }
        let one = try LedgerFolder(accounts: 3)
        try one.importFile(.measures) { for row in rows { try $0.write(row) } }
        let other = try LedgerFolder(accounts: 3, reversed: true)
        for row in rows.shuffled(using: &random) {
            try other.importFile(.measures) { try $0.write(row) }
        }
        #expect(try one.digest == other.digest)
        let names = try one.ledger.reading().measures.measures(through: "2026-01-31")
        #expect(names.map(\.name) == ["a", "b", "ä"])
        #expect(names.allSatisfy { $0.isShare })
    }

    @Test func `A block that is damaged or missing is an error`() throws {
        let folder = try LedgerFolder(accounts: 2)
        try folder.importFile(.measures) { writer in
            for day: Day in ["2026-01-30", "2026-01-31"] {
                try writer.write(row("a0", 5, on: day))
            }
        }
        let copy = "\(folder.folder)/copy.sqlite"
        for (damage, correcting) in [
            ("UPDATE measure_blocks SET packed = x'0100'", true),
            ("UPDATE measure_blocks SET packed = substr(packed, 1, length(packed) - 1)", true),
            ("UPDATE measure_blocks SET packed = CAST(packed || x'00' AS BLOB)", true),
            ("UPDATE measure_blocks SET packed = zeroblob(16)", false),
            (
                "DELETE FROM measure_blocks WHERE block = (SELECT max(block) FROM measure_blocks)",
                true
            ),
            ("UPDATE measure_totals SET entries = 2", true),
        ] {
            for suffix in ["", "-wal", "-shm"] { folder.remove("copy.sqlite\(suffix)") }
            try folder.ledger.backUp(to: copy)
            try LedgerFolder.damage(copy, damage, correcting: correcting)
            #expect(throws: StorageError.self, "\(damage)") {
                let measures = try SQLiteLedger(path: copy, creating: false).reading().measures
                try measures.forEachMeasure(from: "2026-01-01", through: "2026-12-31") { _, _ in }
            }
            #expect(try !LedgerVerification(path: copy).faults.isEmpty, "\(damage)")
        }
        for damage in ["rows = 2", "shares = 1", "wholeless = 9", "withdrawn = 1"] {
            for suffix in ["", "-wal", "-shm"] { folder.remove("copy.sqlite\(suffix)") }
            try folder.ledger.backUp(to: copy)
            try LedgerFolder.damage(copy, "UPDATE measure_totals SET \(damage)", correcting: true)
            #expect(try !LedgerVerification(path: copy).faults.isEmpty, "\(damage)")
        }
    }

    @Test func `Days are read by their key`() throws {
        let statements = Mutex<Set<String>>([])
        let folder = try LedgerFolder(accounts: 2) { sql in
            _ = statements.withLock { $0.insert(sql) }
        }
        try folder.importFile(.measures) { try $0.write(row("a0", 5)) }
        _ = try values(folder)
        let known = statements.withLock { $0.filter { $0.contains("measure_") } }
        let reads = known.filter { $0.contains("BETWEEN") || $0.contains("WHERE block") }
        #expect(reads.count >= 3)
        for sql in reads where !sql.hasPrefix("INSERT") {
            let plan = try folder.sql { database in
                let explain = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                explain.setUncheckedArguments([])
                return try Row.fetchAll(explain).map { $0["detail"] as String }
            }
            #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(sql): \(plan)")
        }
    }

    @Test func `A day of many accounts takes a few bytes a row`() throws {
        let folder = try LedgerFolder(accounts: 6000)
        for day: Day in ["2026-01-30", "2026-01-31"] {
            try folder.importFile(.measures) { writer in
                for account in 0..<6000 {
                    try writer.write(row("a\(account)", Double(account % 400), on: day))
                }
            }
        }
        let (blocks, bytes) = try folder.sql {
            (
                try Int.fetchOne($0, sql: "SELECT count(*) FROM measure_blocks") ?? 0,
                try Int.fetchOne($0, sql: "SELECT sum(length(packed)) FROM measure_blocks") ?? 0
            )
        }
        #expect(blocks == 4)
        #expect(bytes < 4 * 12_000)
        let days = try folder.sql {
            try Row.fetchAll($0, sql: "SELECT * FROM measures_by_day ORDER BY observed_on").map {
                "\($0["observed_on"] as String) \($0["measure"] as String) \($0["rows"] as Int)"
            }
        }
        #expect(days == ["2026-01-30 logins 6000", "2026-01-31 logins 6000"])
    }
}
