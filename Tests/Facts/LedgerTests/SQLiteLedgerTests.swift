import Storage
import Calendar
import Domain
import GRDB
import Glibc
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

struct SQLiteLedgerTests {
    @Test func `Restatements keep the row before, since when it was known and what replaced it`()
        throws
    {
        let folder = try LedgerFolder(accounts: 1)
        let changed = FeedRow(.accounts, ["account_id": .text("a0"), "segment": .text("Big")])
        #expect(try folder.importFile(.accounts) { try $0.write(changed) }.restated == 1)
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
        try one.importFile(.csms) { try $0.write(csm) }
        let after = try one.digest
        #expect(after != before)
        #expect(try one.importFile(.csms) { try $0.write(csm) }.unchanged == 1)
        #expect(try one.digest == after)
    }

    @Test func `An import that fails or is refused leaves nothing behind`() throws {
        struct Stop: Error {}
        let folder = try LedgerFolder(accounts: 1)
        let digest = try folder.digest
        let row = FeedRow(.accounts, ["account_id": .text("b"), "segment": .text("S")])
        #expect(throws: Stop.self) {
            try folder.importFile(.accounts) { writer in
                try writer.write(row)
                throw Stop()
            }
        }
        let file = ImportedFile(feed: .accounts, name: "x")
        #expect(
            try !folder.ledger.importFile(file) { writer in
                try writer.write(row)
                return nil
            })
        #expect(try folder.digest == digest)
        #expect(try folder.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM imports") } == 1)
    }

    @Test func `The import log tells what was taken in after a revision, of one feed`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let before = try folder.ledger.revision()
        let csm = FeedRow(.csms, ["csm_id": .text("c"), "name": .text("Ann")])
        let file = ImportedFile(feed: .csms, name: "csms.csv.gz")
        let time = LedgerFolder.start + 1
        for digest in ["00ff", "00fe"] {
            _ = try folder.ledger.importFile(file) { writer in
                try writer.write(csm)
                return ImportReceipt(rejected: 3, digest: digest, time: time)
            }
        }
        _ = try folder.ledger.importFile(file) { _ in nil }
        let log = try folder.ledger.importLog(of: .csms, after: before)
        #expect(log.map(\.receipt.digest) == ["00ff", "00fe"])
        #expect(log.map(\.receipt.rejected) == [3, 3])
        #expect(log.map(\.fates.taken) == [1, 0] && log.map(\.fates.unchanged) == [0, 1])
        #expect(log.map(\.file.name) == [file.name, file.name])
        #expect(log.map(\.receipt.time) == [time, time])
        #expect(try folder.ledger.importLog(of: .csms, after: before + 1).count == 1)
        #expect(try folder.ledger.importLog(of: .accounts, after: before).isEmpty)
        try folder.ledger.dryRun { dryRun in
            _ = try dryRun.importFile(file) { _ in
                ImportReceipt(rejected: 0, digest: "", time: time)
            }
            #expect(try dryRun.importLog(of: .csms, after: before).count == 3)
        }
        #expect(try folder.ledger.importLog(of: .csms, after: before).count == 2)
    }

    @Test func `A row of an account that does not exist is refused by the database too`() throws {
        let folder = try LedgerFolder()
        let row = FeedRow(
            .arr,
            ["account_id": .text("x"), "effective_date": .day(Day(number: 0)), "arr": .number(1)])
        #expect(throws: StorageError.self) { try folder.importFile(.arr) { try $0.write(row) } }
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
                    == "\(text) is not a ledger (it holds no SQLite database): name another file")
        }
        try DatabaseQueue(path: folder.path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
        }
        #expect(refusal(folder.path, creating: false).contains("a newer Parallax wrote it"))
    }

    @Test func `A database of another program is refused and stays as it is`() throws {
        let folder = try LedgerFolder()
        let path = "\(folder.folder)/songs.sqlite"
        defer { unlink(path) }
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE songs (name)") }
        for creating in [false, true] {
            let error = #expect(throws: StorageError.self) {
                _ = try SQLiteLedger(path: path, creating: creating)
            }
            #expect(try #require(error?.description).contains("database of another kind"))
        }
        #expect(throws: StorageError.self) { _ = try LedgerVerification(path: path) }
        let names = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(names == ["songs"])
    }

    @Test func `A folder is no ledger`() throws {
        let folder = try LedgerFolder()
        for creating in [false, true] {
            let error = #expect(throws: StorageError.self) {
                _ = try SQLiteLedger(path: folder.folder, creating: creating)
            }
            #expect(try #require(error?.description).contains("it is a folder"))
        }
    }

    @Test func `An empty file becomes a ledger of the newest migration if one may be made`() throws
    {
        let folder = try LedgerFolder()
        let path = "\(folder.folder)/empty.sqlite"
        fclose(fopen(path, "w"))
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        #expect(throws: LedgerError.empty(path: path)) {
            _ = try SQLiteLedger(path: path, creating: false)
        }
        let reading = try SQLiteLedger(path: path, creating: true).reading()
        #expect(reading.portfolio.accounts.isEmpty)
        #expect(reading.lastHealthDay == nil)
        let names = try DatabaseQueue(path: path).read {
            try String.fetchAll(
                $0,
                sql: "SELECT identifier FROM grdb_migrations ORDER BY CAST(identifier AS INTEGER)")
        }
        #expect(names == (1...11).map(String.init))
    }

    @Test func `Extents count rows dated by the end of a month and those without a date`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let day: Day = "2025-01-31"
        try folder.importFile(
            [0, 1, 40].map { HealthRow(account: AccountID("a0"), day: day + $0, score: 5) })
        try folder.importFile(.arr) { writer in
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
        #expect(extents.map(\.feed) == Feed.performance)
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
