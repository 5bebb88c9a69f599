public import Calendar
public import Closing
import Crypto
public import Domain
import Formats
import Foundation
import GRDB
public import Ledger
import Storage

/// The closed months in the ledger's file: one consistent state with the facts, and in every backup
/// of the ledger.
///
/// ```swift
/// let store = SQLiteClosingStore(ledger)
/// for closed in try store.closings() { print(closed.month, closed.words) }
/// ```
public struct SQLiteClosingStore: ClosingStore {
    let ledger: SQLiteLedger

    /// The closed months of a ledger.
    public init(_ ledger: SQLiteLedger) {
        self.ledger = ledger
    }

    /// All closings in the order in which they were made.
    public func closings() throws -> [ClosedMonth] {
        try ledger.readingTables { database in
            try database.checkRows(of: "closings")
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT closing_id, month, edition, closed_at, import_id, closed_by, note,
                        despite_disputes, methods_version, policy, policy_digest, data_digest,
                        review_digest, files
                    FROM closings ORDER BY closing_id
                    """
            ).map(ClosedMonth.init)
        }
    }

    /// How many closings there are.
    public func count() throws -> Int {
        try ledger.readingTables {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM closings") ?? 0
        }
    }

    /// The bytes of `review.json` as they were published.
    ///
    /// - Throws: `StorageError.damagedRow` if they are not those that were published.
    public func review(of closed: ClosedMonth) throws -> [UInt8] {
        let packed = try ledger.readingTables { database in
            try Data.fetchOne(
                database,
                sql: """
                    SELECT review FROM closed_reviews JOIN closings USING (closing_id)
                    WHERE month = ? AND edition = ?
                    """, arguments: [closed.month.description, closed.edition])
        }
        guard let packed else { throw StorageError.missingRows(table: "closed_reviews") }
        guard let review = gunzip(Array(packed)),
            hexadecimal(SHA256.hash(data: review)) == closed.content.reviewDigest
        else {
            throw StorageError.damagedRow(
                table: "closed_reviews", key: "\(closed.month), \(closed.words)", column: "review")
        }
        return review
    }

    /// The edition that closing a month now would make, and its time.
    public func nextEdition(
        of month: Month, at time: Instant
    ) throws -> (edition: Int, closed: Instant) {
        try ledger.readingTables { try Self.next(month, time, $0) }
    }

    private static func next(
        _ month: Month, _ time: Instant, _ database: Database
    ) throws -> (edition: Int, closed: Instant) {
        let closed = try database.timeOfEntry(time)
        let count = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM closings WHERE month = ?",
            arguments: [month.description])
        return (1 + (count ?? 0), max(closed, try database.timeOfLastImport() ?? closed))
    }

    /// Closes a month, in one transaction.
    public func close(_ closed: ClosedMonth, review: [UInt8]) throws {
        guard let packed = gzip(review) else {
            throw StorageError.failedWrite(path: "review.json", reason: "it cannot be compressed")
        }
        try ledger.writingTables { database in
            let newest = try Int.fetchOne(database, sql: "SELECT max(import_id) FROM imports")
            let next = try Self.next(closed.month, closed.closed, database)
            guard newest == closed.content.lastImport, next == (closed.edition, closed.closed)
            else { throw ClosingError.factsChanged(closed.month) }
            let number =
                try Int.fetchOne(
                    database, sql: "SELECT 1 + coalesce(max(closing_id), 0) FROM closings") ?? 1
            try database.addRow(to: "closings", closed.row(number: number))
            try database.addRow(
                to: "closed_reviews", ["closing_id": number, "review": Data(packed)])
        }
    }

    /// What came in after an import.
    public func replay(
        after lastImport: Int, countingThrough asOf: Day
    ) throws -> any FactReplay {
        try ledger.replay(after: lastImport, countingThrough: asOf)
    }
}
