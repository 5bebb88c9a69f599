import Calendar
import Domain
import Foundation
import GRDB
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

/// A ledger that an older version wrote (`ledger-2.sql`): imports on the first three mornings of
/// November 2026, the later two restatements.
struct MigrationTests {
    private let folder: LedgerFolder
    private let ledger: SQLiteLedger

    init() throws {
        folder = try LedgerFolder(accounts: 0)
        let path = folder.path + ".copy"
        try Self.writeOlderLedger(path)
        ledger = try SQLiteLedger(path: path, creating: false)
    }

    /// Makes the ledger of the older version.
    private static func writeOlderLedger(_ path: String) throws {
        let statements = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "ledger-2.sql")
        let text = try String(contentsOf: statements, encoding: .utf8)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA foreign_keys = OFF")
            try $0.execute(sql: text)
        }
        try queue.close()
    }

    private func reading(_ day: Day) throws -> any FactReading {
        let noon: Instant = try #require(Instant("\(day)T12:00:00Z"))
        return try ledger.reading(knownAt: noon)
    }

    @Test func `Replaced rows keep their values and the imports between which they held`() throws {
        let first = try reading("2026-11-01").portfolio.renewals
        #expect(first.map(\.outcome) == [.open])
        #expect(first.map(\.arrBefore) == [0.1])
        let second = try reading("2026-11-02").portfolio.renewals
        #expect(second.map(\.outcome) == [.renewed])
        #expect(second.map(\.arrAfter) == [0.2])
        #expect(try reading("2026-10-31").portfolio.accounts.isEmpty)
    }

    @Test func `Restated days keep their values; others are known since the first health file`()
        throws
    {
        func day(_ reading: any FactReading, _ day: Day) throws -> HealthDay? {
            try reading.health.days(of: 0).first { $0.day == day }
        }
        let (one, two, three) = (
            try reading("2026-11-01"), try reading("2026-11-02"), try reading("2026-11-03")
        )
        #expect(
            try day(one, "2025-01-30")
                == HealthDay(
                    day: "2025-01-30", score: Score(tenths: 520), tier: .amber,
                    modelVersion: "v1", components: ["use": Score(tenths: 25)]))
        #expect(
            try day(two, "2025-01-30")
                == HealthDay(
                    day: "2025-01-30", score: Score(tenths: 100), tier: .red,
                    modelVersion: "v2", components: ["use": Score(tenths: 90)]))
        #expect(
            try day(three, "2025-01-30")
                == HealthDay(day: "2025-01-30", score: Score(tenths: 200)))
        #expect(try day(one, "2025-02-02")?.score == Score(tenths: 550))
        #expect(try day(two, "2025-02-02")?.score == Score(tenths: 110))
        // It came with the second file, which the older version did not keep.
        #expect(try day(one, "2025-02-05")?.score == Score(tenths: 120))
        let question = HealthQuestion(account: 0, day: "2025-01-30")
        let recorded = try three.health.scores(
            asOf: [question], maximumAge: 0, version: .firstRecorded)
        #expect(recorded[0]?.score == Score(tenths: 520))
    }

    @Test func `The present state and its digest are those of before`() throws {
        let now = try ledger.reading()
        #expect(now.dataDigest == "4ef150a495602e2c")
        #expect(now.lastHealthDay == "2025-02-05")
        #expect(try reading("2026-11-03").dataDigest == now.dataDigest)
        #expect(try reading("2026-11-02").dataDigest != now.dataDigest)
        #expect(try reading("2026-11-01").dataDigest != reading("2026-11-02").dataDigest)
        try DatabaseQueue(path: folder.path + ".copy").read { database in
            let faults = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
            #expect(faults.isEmpty)
            let verdict = try String.fetchOne(database, sql: "PRAGMA integrity_check")
            #expect(verdict == "ok")
        }
    }

    @Test func `A migrated ledger has the checksums of all rows and passes the verification`()
        throws
    {
        let path = folder.path + ".copy"
        #expect(try LedgerVerification(path: path).faults.isEmpty)
        try LedgerFolder.damage(
            path, "UPDATE renewals SET arr_after = 7 WHERE arr_after = 0.2", correcting: false)
        let faults = try LedgerVerification(path: path).faults
        #expect(faults.count == 1)
        #expect(faults[0].hasPrefix("the row '"))
        #expect(
            faults[0].contains("of the table renewals is damaged in checksum: restore a backup"))
    }

    @Test func `A backup of an older version is verified and stays as it is`() throws {
        let path = folder.path + ".old"
        try Self.writeOlderLedger(path)
        let before = try Data(contentsOf: URL(filePath: path))
        let verification = try LedgerVerification(path: path)
        #expect(verification.faults.isEmpty)
        #expect(verification.checked.contains { $0.contains("an older version wrote it") })
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func `A migrated month goes on: a later file leaves what is known of its other days`()
        throws
    {
        let file = ImportedFile(feed: .health, name: "health.csv")
        let time = try #require(Instant("2026-11-04T09:00:00Z"))
        _ = try ledger.take(file) { writer in
            var batch = HealthBatch(
                month: "2025-01", count: 1, componentNames: [], modelVersions: [""])
            batch.account[0] = 1
            batch.day[0] = 29
            batch.score[0] = 999
            try writer.write(batch)
            return ImportReceipt(rejected: 0, digest: "", time: time)
        }
        let before = try reading("2026-11-03").health.days(of: 0)
        let after = try reading("2026-11-04").health.days(of: 0)
        #expect(before.first { $0.day == "2025-01-29" }?.score == Score(tenths: 510))
        #expect(after.first { $0.day == "2025-01-29" }?.score == Score(tenths: 999))
        #expect(before.filter { $0.day != "2025-01-29" } == after.filter { $0.day != "2025-01-29" })
    }
}
