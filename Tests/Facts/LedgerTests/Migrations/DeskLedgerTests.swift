import Domain
import GRDB
import Ledger
import TestSupport
import Testing

/// The wall, in the files: neither ledger has a table or a column of the other side.
struct DeskLedgerTests {
    private func schema(of feeds: [Feed]) throws -> [String: [String]] {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/ledger.sqlite"
        _ = try SQLiteLedger(path: path, creating: true, feeds: feeds)
        return try DatabaseQueue(path: path).read { database in
            let names = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, try database.columns(in: $0).map(\.name))
                })
        }
    }

    @Test func `A ledger of the desk holds no outcome, no money and nobody's results`() throws {
        let desk = try schema(of: Feed.desk)
        let others = Feed.performance.filter { !Feed.desk.contains($0) }
        #expect(desk["closings"] == nil && desk["closed_reviews"] == nil)
        for feed in others {
            #expect(desk[feed.rawValue] == nil && desk[feed.rawValue + "_history"] == nil)
        }
        let columns = Set(desk.values.flatMap(\.self))
        for word in [
            "outcome", "arr", "arr_before", "arr_after", "amount", "rate", "respondent_id",
        ] {
            #expect(!columns.contains(word))
        }
        for feed in Feed.desk where feed != .health && feed != .measures {
            #expect(desk[feed.rawValue] != nil && desk[feed.rawValue + "_history"] != nil)
        }
    }

    @Test func `A ledger of the performance side holds no open work`() throws {
        let performance = try schema(of: Feed.performance)
        for feed in Feed.desk where !Feed.performance.contains(feed) {
            #expect(performance[feed.rawValue] == nil)
            #expect(performance[feed.rawValue + "_history"] == nil)
        }
    }

    @Test func `A new ledger of the desk is whole`() throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/ledger.sqlite"
        let ledger = try SQLiteLedger(path: path, creating: true, feeds: Feed.desk)
        #expect(try ledger.reading().portfolio.accounts.isEmpty)
        #expect(try LedgerVerification(path: path, feeds: Feed.desk).faults.isEmpty)
        #expect(throws: LedgerError.otherProgram(path: path)) { try LedgerVerification(path: path) }
        let queue = try DatabaseQueue(path: path)
        let rows = try ["PRAGMA foreign_key_check", "SELECT * FROM restatements"].flatMap { sql in
            try queue.read { try Row.fetchAll($0, sql: sql) }
        }
        #expect(rows.isEmpty)
    }
}
