import Calendar
import Formats
import Domain
import GRDB
import Storage

/// The ledger as it stood at one moment, in a read transaction of its own.
final class SQLiteReading: FactReading {
    let portfolio: Portfolio
    let health: any HealthHistory
    let dataDigest: String
    let lastHealthDay: Day?
    private let snapshots: Snapshots

    init(_ snapshots: Snapshots) throws {
        self.snapshots = snapshots
        let (portfolio, keys) = try PortfolioReader.portfolio(snapshots)
        self.portfolio = portfolio
        health = try SQLiteHealthHistory(snapshots, keys: keys)
        (dataDigest, lastHealthDay) = try snapshots.read { database in
            (try Self.dataDigest(database), try Self.lastHealthDay(database))
        }
    }

    func extents(through month: Month) throws -> [FeedExtent] {
        try snapshots.read { database in
            try Feed.allCases.map { feed in
                feed == .health
                    ? try healthExtent(database, through: month)
                    : try extent(of: feed, database, through: month)
            }
        }
    }

    private func extent(
        of feed: Feed, _ database: Database, through month: Month
    ) throws -> FeedExtent {
        let date = feed.dateColumn
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*), min(\(date)), max(\(date)) FROM \(feed.rawValue)
                WHERE \(date) IS NULL OR \(date) <= ?
                """, arguments: [month.lastDay.description])
        return FeedExtent(
            feed: feed, rows: row?[0] ?? 0, first: (row?[1] as String?).flatMap(Day.init),
            last: (row?[2] as String?).flatMap(Day.init))
    }

    private func healthExtent(_ database: Database, through month: Month) throws -> FeedExtent {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT rows, month, first_day, last_day FROM health_totals
                WHERE month <= ? ORDER BY month
                """, arguments: [month.number])
        func day(_ row: Row?, _ column: Int) -> Day? {
            row.map { Month(number: $0[1]).firstDay + ($0[column] - 1) }
        }
        return FeedExtent(
            feed: .health, rows: rows.reduce(0) { $0 + $1[0] }, first: day(rows.first, 2),
            last: day(rows.last, 3))
    }

    private static func lastHealthDay(_ database: Database) throws -> Day? {
        try Row.fetchOne(
            database,
            sql: "SELECT month, last_day FROM health_totals ORDER BY month DESC LIMIT 1"
        ).map { Month(number: $0[0]).firstDay + ($0[1] - 1) }
    }

    private static func dataDigest(_ database: Database) throws -> String {
        var digest = ContentDigest()
        for row in try Row.fetchAll(
            database, sql: "SELECT feed, digest FROM feed_digests WHERE digest <> 0 ORDER BY feed")
        {
            digest.update("\(row[0] as String) \(row[1] as Int64)")
        }
        return digest.hexadecimal
    }
}
