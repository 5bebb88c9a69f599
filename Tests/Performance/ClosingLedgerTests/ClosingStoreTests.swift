import Calendar
import Closing
import ClosingLedger
import Domain
import GRDB
import Ledger
import LedgerTestSupport
import Publishing
import Review
import Storage
import TestSupport
import Testing

/// The closed months in a ledger: added to, never changed, and apart from what comes later.
struct ClosingStoreTests {
    private let folder: LedgerFolder
    private let store: SQLiteClosingStore
    private let month: Month = "2026-08"

    init() throws {
        folder = try LedgerFolder(accounts: 2)
        store = SQLiteClosingStore(folder.ledger)
    }

    private func close(
        policy: Policy = Policy(), afterImport number: Int? = nil, at time: Instant? = nil
    ) throws -> ClosedMonth {
        let review = try MonthlyReview(folder.ledger.reading(), policy: policy, month: month)
        return try store.closeForTest(
            month, review, review.json(),
            afterImport: number ?? folder.ledger.revision(), at: time ?? folder.time)
    }

    @Test func `A second edition keeps the first`() throws {
        let first = try close()
        var policy = Policy()
        policy.minimumCount = 12
        let second = try close(policy: policy)
        #expect(try store.closings() == [first, second])
        #expect(second.edition == 2 && second.closed > first.closed)
        #expect(try store.review(of: first) != store.review(of: second))
        #expect(try store.newestEdition(of: month) == second)
        #expect(try store.edition(of: month, closedAt: first.closed) == first)
        #expect(try store.newestEdition(of: "2026-07") == nil)
    }

    @Test func `A file that was imported meanwhile makes closing fail, and nothing is closed`()
        throws
    {
        let before = try folder.ledger.revision()
        try folder.importFile(.fx) { _ in }
        #expect(throws: ClosingError.factsChanged(month)) { try close(afterImport: before) }
        #expect(try store.closings().isEmpty)
    }

    @Test func `What comes in the same second, or after the clock was set back, comes later`()
        throws
    {
        let closed = try close(at: folder.time + 600)
        let known = try folder.ledger.reading(knownAt: closed.closed).dataDigest
        try folder.importFile(.accounts) { writer in
            try writer.write(
                FeedRow(.accounts, ["account_id": .text("new"), "segment": .text("S")]))
        }
        let after = try folder.ledger.reading(knownAt: closed.closed)
        #expect(after.portfolio.accounts.count == 2 && after.dataDigest == known)
        let log = try folder.ledger.importLog(of: .accounts, after: closed.content.lastImport)
        #expect(log.map(\.receipt.time) == [closed.closed + 1])
        #expect(try folder.ledger.reading(knownAt: closed.closed + 1).portfolio.accounts.count == 3)
    }

    @Test(arguments: [
        "UPDATE closings SET note = 'x'", "DELETE FROM closings", "DELETE FROM closed_reviews",
        "UPDATE closed_reviews SET review = x'00'",
        "INSERT OR REPLACE INTO closings SELECT * FROM closings",
        "INSERT OR REPLACE INTO closed_reviews SELECT * FROM closed_reviews",
    ])
    func `Nobody changes a closing by hand`(sql: String) throws {
        let closed = try close()
        #expect(throws: DatabaseError.self) { try folder.damage(sql, correcting: false) }
        #expect(try store.closings() == [closed])
    }

    @Test func `Damage is found, and never shown as published`() throws {
        let closed = try close()
        try folder.damage(
            "DROP TRIGGER closed_reviews_stay; UPDATE closed_reviews SET review = x'1f8b'",
            correcting: false)
        #expect(throws: StorageError.self) { try store.review(of: closed) }
        try folder.damage(
            "DROP TRIGGER closings_stay; UPDATE closings SET note = 'x'", correcting: false)
        #expect(throws: StorageError.self) { try store.closings() }
        #expect(throws: StorageError.self) { try folder.ledger.reading() }
        #expect(try !LedgerVerification(path: folder.path).faults.isEmpty)
    }

    @Test func `A whole ledger with closings verifies, and a backup has them`() throws {
        let closed = try close()
        #expect(try LedgerVerification(path: folder.path).faults.isEmpty)
        let copy = folder.folder + "/copy.sqlite"
        try folder.ledger.backUp(to: copy)
        let restored = SQLiteClosingStore(try SQLiteLedger(path: copy, creating: false))
        #expect(try restored.closings() == [closed])
        #expect(try restored.review(of: closed) == store.review(of: closed))
    }
}
