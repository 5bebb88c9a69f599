import Calendar
import Domain
import GRDB
import Glibc
import Ledger
import Storage
import TestSupport
import Testing

struct SQLiteLedgerTests {
    @Test func `Restatements keep the row before, since when it was known and what replaced it`()
        throws
    {
        let folder = try LedgerFolder(accounts: 1)
        let changed = FeedRow(.accounts, ["account_id": .text("a0"), "segment": .text("Big")])
        #expect(try folder.take(.accounts) { try $0.write(changed) }.restated == 1)
        try folder.sql { database in
            let kept = try #require(try Row.fetchOne(database, sql: "SELECT * FROM restatements"))
            #expect(kept["feed"] == "accounts")
            #expect(kept["row_key"] == "[\"a0\"]")
            #expect((kept["before"] as String).contains("\"segment\":\"S\""))
            #expect(kept["known_since"] == 1)
            #expect(kept["replaced_by"] == 2)
            #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
        }
    }

    @Test func `The digest of facts does not depend on their order and shows any change`() throws {
        let one = try LedgerFolder()
        #expect(try LedgerFolder(reversed: true).digest == one.digest)
        #expect(try LedgerFolder(accounts: 4).digest != one.digest)
        let before = try one.digest
        let csm = FeedRow(.csms, ["csm_id": .text("c"), "name": .text("Ann")])
        try one.take(.csms) { try $0.write(csm) }
        let after = try one.digest
        #expect(after != before)
        #expect(try one.take(.csms) { try $0.write(csm) }.unchanged == 1)
        #expect(try one.digest == after)
    }

    @Test func `An import that fails or is refused leaves nothing behind`() throws {
        struct Stop: Error {}
        let folder = try LedgerFolder(accounts: 1)
        let digest = try folder.digest
        let row = FeedRow(.accounts, ["account_id": .text("b"), "segment": .text("S")])
        #expect(throws: Stop.self) {
            try folder.take(.accounts) { writer in
                try writer.write(row)
                throw Stop()
            }
        }
        let file = ImportedFile(feed: .accounts, name: "x", time: "2026-11-21T09:00:00Z")
        #expect(
            try !folder.ledger.take(file) { writer in
                try writer.write(row)
                return nil
            })
        #expect(try folder.digest == digest)
        #expect(try folder.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM imports") } == 1)
    }

    @Test func `A row of an account that does not exist is refused by the database too`() throws {
        let folder = try LedgerFolder()
        let row = FeedRow(
            .arr,
            ["account_id": .text("x"), "effective_date": .day(Day(number: 0)), "arr": .number(1)])
        #expect(throws: StorageError.self) { try folder.take(.arr) { try $0.write(row) } }
    }

    @Test func `A missing ledger, a file of another kind and a newer ledger are refused in words`()
        throws
    {
        let folder = try LedgerFolder()
        func refusal(_ path: String, creating: Bool) -> String {
            do {
                _ = try SQLiteLedger(path: path, creating: creating)
                return ""
            } catch {
                return "\(error)"
            }
        }
        let missing = "\(folder.folder)/missing.sqlite"
        #expect(refusal(missing, creating: false).hasPrefix("no ledger at \(missing)"))
        let text = "\(folder.folder)/text.sqlite"
        let file = try #require(fopen(text, "w"))
        fputs(String(repeating: "account_id,segment\n", count: 500), file)
        fclose(file)
        defer { unlink(text) }
        for creating in [false, true] {
            #expect(
                refusal(text, creating: creating)
                    == "cannot read \(text) (file is not a database): "
                    + "restore a backup, or name another file")
        }
        try DatabaseQueue(path: folder.path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
        }
        #expect(refusal(folder.path, creating: false).contains("a newer Parallax wrote it"))
    }

    @Test func `An empty file becomes a ledger of the newest migration`() throws {
        let folder = try LedgerFolder()
        let path = "\(folder.folder)/empty.sqlite"
        fclose(fopen(path, "w"))
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        let reading = try SQLiteLedger(path: path, creating: false).reading()
        #expect(reading.portfolio.accounts.isEmpty)
        #expect(reading.lastHealthDay == nil)
        let names = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
        }
        #expect(names.starts(with: ["1", "2"]))
    }

    @Test(arguments: [
        "SELECT packed FROM health_months WHERE month_account = 1",
        """
        SELECT month_account, first_day, last_day, closing_tenths, closing_tier, packed
        FROM health_months WHERE month_account >= 1 ORDER BY month_account
        """,
        "SELECT month_account FROM health_months WHERE month_account BETWEEN 1 AND 2",
        "SELECT account_id FROM accounts WHERE account_key = 1",
        "SELECT * FROM arr WHERE account_id = 'a' AND effective_date = 'b'",
        "SELECT * FROM renewals WHERE renewal_id = 'a'",
        "SELECT * FROM targets WHERE scope = 'a' AND scope_id = '' AND metric = 'b' AND from_date = 'c'",
    ])
    func `Hot queries go by the primary key`(sql: String) throws {
        let folder = try LedgerFolder()
        let plan = try folder.sql {
            try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
        }
        #expect(plan.count == 1)
        #expect(plan.allSatisfy { $0.contains("PRIMARY KEY") && !$0.contains("SCAN") }, "\(plan)")
    }

    @Test func `Extents count rows dated by the end of a month and those without a date`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let day: Day = "2025-01-31"
        try folder.take(
            [0, 1, 40].map { HealthRow(account: AccountID("a0"), day: day + $0, score: 5) })
        try folder.take(.arr) { writer in
            for offset in [0, 1] {
                try writer.write(
                    FeedRow(
                        .arr,
                        [
                            "account_id": .text("a0"), "effective_date": .day(day + offset),
                            "arr": .number(1),
                        ]))
            }
        }
        let extents = try folder.ledger.reading().extents(through: day.month)
        #expect(extents.map(\.feed) == Feed.allCases)
        #expect(
            extents.first { $0.feed == .health }
                == FeedExtent(feed: .health, rows: 1, first: day, last: day))
        #expect(
            extents.first { $0.feed == .arr }
                == FeedExtent(feed: .arr, rows: 1, first: day, last: day))
        #expect(extents.first { $0.feed == .accounts }?.rows == 2)
        #expect(try folder.ledger.reading().lastHealthDay == day + 40)
    }
}
