import Calendar
import Concurrency
import Domain
import Formats
import GRDB
import Keeping
import Storage

/// The ledger as it stood at one moment, in a separate read transaction.
final class SQLiteReading: FactReading {
    let portfolio: Portfolio
    let working: WorkingFacts
    let health: any HealthHistory
    let measures: any MeasureHistory
    let kept: any KeptValues
    let firstHealthDay: Day?
    let lastHealthDay: Day?
    let notImported: [Feed: NotImported]
    private let snapshots: Snapshots
    private let source: FactSource
    private let measureHistory: SQLiteMeasureHistory
    private let digests: DataDigests
    /// Whether every account of the ledger counts, so that all rows do.
    private let hasAllAccounts: Bool
    /// The number of health rows by month, first month first.
    private let healthTotals: [HealthTotal]

    /// Reads the facts as they stood after the last import committed at or before a moment; nil
    /// means now.
    init(_ snapshots: Snapshots, knownAt moment: Instant?, kept: any KeptValues) throws {
        self.snapshots = snapshots
        self.kept = kept
        let (source, healthImport) = try snapshots.read { try Self.source($0, knownAt: moment) }
        self.source = source
        // Nothing that is read is used before everything is checked.
        let (_, (portfolio, keys, working, corrected)) = try inParallel(
            { try Self.checkTables(snapshots, withHistory: moment != nil) },
            { try PortfolioReader.portfolio(snapshots, source) })
        self.portfolio = portfolio
        self.working = working
        digests = try snapshots.read { try DataDigests($0, source, portfolio, corrected) }
        notImported = try snapshots.read {
            try NotImported.byFeed($0, source)
        }
        let history = SQLiteHealthHistory(
            snapshots, keys: keys, through: healthImport,
            known: try snapshots.read(MonthAccounts.init))
        health = history
        // The totals that every import updates include the accounts that are withdrawn.
        let accounts = try snapshots.read {
            try Int64.fetchAll($0, sql: "SELECT account_key FROM accounts NOT INDEXED").map {
                Int32(clamping: $0)
            }
        }
        hasAllAccounts = healthImport == nil && accounts.count == portfolio.accounts.count
        healthTotals =
            try hasAllAccounts ? snapshots.read(HealthTotal.all) : history.totals()
        firstHealthDay = healthTotals.first?.first
        lastHealthDay = healthTotals.last?.last
        measureHistory = SQLiteMeasureHistory(
            snapshots, keys: keys, source, allKeys: accounts,
            // Hindsight must not change what people could have seen; a working week wants the truth.
            version: try snapshots.read { try $0.ledgerFeeds() } == Feed.desk
                ? .current : .firstRecorded)
        measures = measureHistory
    }

    /// Checks every row against its checksum, and that none is missing, on one connection, so that the
    /// facts can be read on the other.
    ///
    /// Packed months, measures and closed reviews are checked when they are read. Of the histories, a reading of the
    /// present needs that of the milestones, and at most `health_history`, which it checks then.
    static func checkTables(_ snapshots: Snapshots, withHistory: Bool) throws {
        try snapshots.read { database in
            let names = try ChecksummedTable.names(database).filter {
                !["health_months", "measure_blocks", "closed_reviews"].contains($0)
                    && (withHistory || $0 == "milestones_history" || !$0.hasSuffix("_history"))
            }
            for name in names { try ChecksummedTable(database, name).check(database) }
        }
    }

    /// Where to read rows, and the last health file that counts; nil for all files.
    private static func source(
        _ database: Database, knownAt moment: Instant?
    ) throws -> (FactSource, UInt32?) {
        guard let moment else { return (.now, nil) }
        let last =
            try Int64.fetchOne(
                database,
                sql: "SELECT max(import_id) FROM imports NOT INDEXED WHERE imported_at <= ?",
                arguments: [moment.description]) ?? 0
        guard try last < revision(database) else { return (.now, nil) }
        let healthFiles = try UInt32.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM imports NOT INDEXED
                WHERE feed = 'health' AND import_id <= ?
                """,
            arguments: [last])
        return (.after(importID: last), healthFiles ?? 0)
    }

    func extents(through month: Month) throws -> [FeedExtent] {
        let measures = try measureHistory.extent(through: month.lastDay)
        return try snapshots.read { database in
            try database.ledgerFeeds().map { feed in
                switch feed {
                case .health: healthExtent(through: month)
                case .measures: measures
                default: try extent(of: feed, database, through: month)
                }
            }
        }
    }

    private func extent(
        of feed: Feed, _ database: Database, through month: Month
    ) throws -> FeedExtent {
        let date = feed.dateColumn
        let isOfSomeAccounts = feed.hasAccounts && !hasAllAccounts
        let rows = try source.statement(
            database,
            """
            SELECT count(*), min(\(date)), max(\(date)) FROM \(feed.rawValue)_then
            WHERE (\(date) IS NULL OR \(date) <= '\(month.lastDay)')
                \(isOfSomeAccounts ? "AND account_id IN (SELECT account_id FROM accounts_now)" : "")
            """, of: feed)
        guard try rows.step() else { return FeedExtent(feed: feed, rows: 0, first: nil, last: nil) }
        let row = StoredRow(rows, table: feed.rawValue, keys: [1])
        return FeedExtent(
            feed: feed, rows: Int(rows.integer(0)), first: try row.optionalDay(1),
            last: try row.optionalDay(2))
    }

    private func healthExtent(through month: Month) -> FeedExtent {
        let counted = healthTotals.prefix { $0.month <= month }
        return FeedExtent(
            feed: .health, rows: counted.reduce(0) { $0 + $1.rows }, first: counted.first?.first,
            last: counted.last?.last)
    }

    var dataDigest: String { digests.all }

    func dataDigest(through month: Month) -> String { digests.through(month) }
}

/// The number and the range of health rows in one month.
struct HealthTotal: Equatable {
    let month: Month
    var rows: Int
    var first: Day
    var last: Day

    /// The digests of the rows by month, as in `feed_digests`, first month first; nil where an older version wrote
    /// some of them.
    static func digests(_ database: Database) throws -> [(month: Month, digest: Int64?)] {
        let rows = try PreparedStatement(
            database, "SELECT month, digest FROM health_totals ORDER BY month")
        let row = StoredRow(rows, table: "health_totals", keys: [0])
        var digests: [(month: Month, digest: Int64?)] = []
        while try rows.step() {
            let month = Month(number: try row.integer(0, in: 0...Int32(12 * 9999 + 11)))
            digests.append((month, rows.isNull(1) ? nil : rows.integer(1)))
        }
        return digests
    }

    /// Reads the totals that every import updates, first month first.
    static func all(_ database: Database) throws -> [HealthTotal] {
        let rows = try PreparedStatement(
            database, "SELECT month, rows, first_day, last_day FROM health_totals ORDER BY month")
        let row = StoredRow(rows, table: "health_totals", keys: [0])
        var totals: [HealthTotal] = []
        while try rows.step() {
            let month = Month(number: try row.integer(0, in: 0...Int32(12 * 9999 + 11)))
            totals.append(
                HealthTotal(
                    month: month, rows: try row.integer(1, in: 0...Int.max),
                    first: month.firstDay + (try row.integer(2, in: 1...31) - 1),
                    last: month.firstDay + (try row.integer(3, in: 1...31) - 1)))
        }
        return totals
    }
}
