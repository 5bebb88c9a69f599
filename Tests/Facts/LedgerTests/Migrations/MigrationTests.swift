import Calendar
import Domain
import Foundation
import GRDB
import Ledger
import LedgerTestSupport
import Storage
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

    @Test func `Nothing is closed in a ledger of an older version`() throws {
        let count = try ledger.readingTables {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM closings")
        }
        #expect(count == 0)
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

    @Test func `A migrated assignment is its account's owner, the same row as before`() throws {
        let now = try ledger.reading()
        #expect(now.portfolio.assignments.map(\.start) == ["2025-01-01", "2025-01-01"])
        #expect(try reading("2026-10-31").portfolio.assignments.isEmpty)
        #expect(try reading("2026-11-01").portfolio.assignments == now.portfolio.assignments)
        let time = try #require(Instant("2026-11-04T09:00:00Z"))
        var fates = RowFates()
        _ = try ledger.importFile(ImportedFile(feed: .assignments, name: "assignments.csv")) {
            writer in
            for role in ["", "onboarding"] {
                try writer.write(
                    FeedRow(
                        .assignments,
                        [
                            "account_id": .text("a1"), "csm_id": .text("c1"),
                            "start_date": .day("2025-01-01"), "role": .text(role),
                            "role_csm": .text(role.isEmpty ? "" : "c1"),
                        ]))
            }
            fates = writer.fates
            return ImportReceipt(rejected: 0, digest: "", time: time)
        }
        #expect(fates.unchanged == 1)
        #expect(fates.taken == 1)
        #expect(try ledger.reading().portfolio.assignments == now.portfolio.assignments)
        #expect(try LedgerVerification(path: folder.path + ".copy").faults.isEmpty)
    }

    @Test func `The day on which a term starts is empty in a migrated renewal, and can be told`()
        throws
    {
        #expect(try ledger.reading().portfolio.renewals.map(\.termStart) == [nil])
        let time = try #require(Instant("2026-11-04T09:00:00Z"))
        func restate(_ start: FeedValue) throws {
            _ = try ledger.importFile(ImportedFile(feed: .renewals, name: "renewals.csv")) {
                writer in
                try writer.forEachRow(of: .renewals) { row in
                    var row = row
                    row.values[row.values.count - 1] = start
                    try writer.write(row)
                }
                return ImportReceipt(rejected: 0, digest: "", time: time)
            }
        }
        let digest = try ledger.reading().dataDigest
        try restate(.day("2024-06-01"))
        #expect(try ledger.reading().portfolio.renewals.map(\.termStart) == ["2024-06-01"])
        #expect(try ledger.reading().dataDigest != digest)
        try restate(.none)
        #expect(try ledger.reading().dataDigest == digest)
        #expect(try LedgerVerification(path: folder.path + ".copy").faults.isEmpty)
    }

    @Test func `A withdrawn assignment of a version 6 ledger stays withdrawn, with its imports`()
        throws
    {
        let path = folder.path + ".six"
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.addRowChecksum() }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try DatabaseMigrator.ledger(through: 6).migrate(queue)
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO imports (import_id, feed, file, imported_at) VALUES
                        (1, 'accounts', 'a', '2026-11-01T09:00:00Z'),
                        (2, 'csms', 'c', '2026-11-01T09:00:00Z'),
                        (3, 'assignments', 's', '2026-11-01T09:00:00Z'),
                        (4, 'assignments', 's', '2026-11-02T09:00:00Z');
                    INSERT INTO accounts (account_key, account_id, segment, import_id)
                    VALUES (1, 'a1', 'S', 1);
                    INSERT INTO csms (csm_id, name, import_id) VALUES ('c1', 'C', 2);
                    INSERT INTO assignments (account_id, csm_id, start_date, import_id, withdrawn_by)
                    VALUES ('a1', 'c1', '2025-01-01', 3, 4), ('a1', 'c1', '2025-06-01', 4, NULL);
                    INSERT INTO assignments_history
                        (account_id, csm_id, start_date, known_since, known_until)
                    VALUES ('a1', 'c1', '2025-06-01', 3, 4);
                    """)
            let tables = try String.fetchAll(database, sql: "SELECT table_name FROM checksums")
            for table in tables { try database.addChecksums(to: table) }
        }
        try queue.close()
        let ledger = try SQLiteLedger(path: path, creating: false)
        #expect(try ledger.reading().portfolio.assignments.map(\.start) == ["2025-06-01"])
        let noon: Instant = try #require(Instant("2026-11-01T12:00:00Z"))
        let first = try ledger.reading(knownAt: noon)
        #expect(first.portfolio.assignments.map(\.start) == ["2025-01-01", "2025-06-01"])
        let view = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT row_key || before FROM restatements")
        }
        #expect(
            view == [
                #"["a1","2025-06-01","",""]{"account_id":"a1","csm_id":"c1","start_date":"2025-06-01","#
                    + #""end_date":null,"role":"","role_csm":""}"#
            ])
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
        _ = try ledger.importFile(file) { writer in
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
