public import Calendar
public import Domain
import GRDB
import Storage

/// What came into a ledger after an import.
final class SQLiteReplay: FactReplay {
    let parts: [ReplayedPart]
    let lastImport: Int
    private let snapshots: Snapshots
    private let start: Int64

    /// The parts that came after an import.
    ///
    /// - Parameters:
    ///   - snapshots: the ledger.
    ///   - start: the number of the import.
    ///   - asOf: the last day that counts.
    /// - Throws: `StorageError`.
    init(_ snapshots: Snapshots, after start: Int64, countingThrough asOf: Day) throws {
        self.snapshots = snapshots
        self.start = start
        try SQLiteReading.checkTables(snapshots, withHistory: true)
        (parts, lastImport) = try snapshots.read { database in
            // The parts of an import have one answer.
            var known: [Int: Bool] = [:]
            let parts = try Self.parts(database, after: start).filter { part in
                guard part.feed.countsFromItsDate else { return true }
                if let counts = known[part.importNumber] { return counts }
                let counts = try Self.counts(part, database, asOf)
                known[part.importNumber] = counts
                return counts
            }
            return (parts, try Ledger.revision(database))
        }
    }

    func forEachState(_ body: (ReplayedPart?, Portfolio) throws -> Void) throws {
        var portfolio = try PortfolioReader.portfolio(snapshots, .after(importID: start)).0
        try body(nil, portfolio)
        for (place, part) in parts.enumerated() {
            let source: FactSource
            if place == parts.count - 1 {
                source = .now
            } else if parts[place + 1].importNumber == part.importNumber {
                source = .during(
                    importID: Int64(part.importNumber), feed: part.feed,
                    made: part.kind == .withdrawn ? .withdrawn : .withdrawnAndNew)
            } else {
                source = .after(importID: Int64(part.importNumber))
            }
            // At the end everything is read, so that no change can be missed.
            portfolio =
                source.isNow || part.feed == .accounts || part.feed == .csms
                ? try PortfolioReader.portfolio(snapshots, source).0
                : try PortfolioReader.refreshed(portfolio, part.feed, snapshots, source)
            try body(part, portfolio)
        }
    }

    /// The parts of the imports after one, in order.
    private static func parts(
        _ database: Database, after start: Int64
    ) throws -> [ReplayedPart] {
        let rows = try PreparedStatement(
            database,
            """
            SELECT import_id, feed, file, imported_at, taken, restated, withdrawn
            FROM imports NOT INDEXED
            WHERE import_id > ? AND (entry_kind IS NULL OR entry_kind IN ('waiting', 'withdrawal'))
            ORDER BY import_id
            """)
        rows.bind(start, at: 1)
        let row = StoredRow(rows, table: "imports", keys: [0])
        var parts: [ReplayedPart] = []
        while try rows.step() {
            let feed: Feed = try row.word(1)
            guard feed.countsInScorecards else { continue }
            guard let time = Instant(try row.text(3)) else { throw row.damaged(3) }
            var counts: [ChangeKind: Int] = [:]
            let kinds = feed.changeKinds
            counts[kinds.new, default: 0] += try row.integer(4, in: 0...Int.max)
            counts[kinds.changed, default: 0] += try row.integer(5, in: 0...Int.max)
            counts[.withdrawn, default: 0] += try row.integer(6, in: 0...Int.max)
            for kind in ChangeKind.allCases {
                guard let count = counts[kind], count > 0 else { continue }
                parts.append(
                    ReplayedPart(
                        importNumber: Int(rows.integer(0)), file: try row.text(2), feed: feed,
                        time: time, kind: kind, rows: count))
            }
        }
        return parts
    }

    /// Whether an import touched a row that is dated by a day, before or after.
    private static func counts(
        _ part: ReplayedPart, _ database: Database, _ asOf: Day
    ) throws -> Bool {
        let (table, date) = (part.feed.rawValue, part.feed.dateColumn)
        return try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM \(table) WHERE (import_id = :number OR withdrawn_by = :number)
                        AND \(date) <= :day
                ) OR EXISTS (
                    SELECT 1 FROM \(table)_history
                    WHERE (known_since = :number OR known_until = :number) AND \(date) <= :day
                )
                """, arguments: ["number": part.importNumber, "day": asOf.description]) ?? true
    }
}

extension FactSource {
    fileprivate var isNow: Bool { if case .now = self { true } else { false } }
}

extension SQLiteLedger {
    /// What came in after an import, on one state of the ledger.
    ///
    /// - Parameters:
    ///   - revision: the ledger's revision after that import.
    ///   - asOf: the last day that counts.
    /// - Returns: the replay.
    /// - Throws: `StorageError` if the ledger cannot be read or is damaged.
    public func replay(after revision: Int, countingThrough asOf: Day) throws -> any FactReplay {
        let pool = try pool()
        return try readingFile(path) {
            try SQLiteReplay(
                Snapshots(pool, revision: Ledger.revision), after: Int64(revision),
                countingThrough: asOf)
        }
    }
}
