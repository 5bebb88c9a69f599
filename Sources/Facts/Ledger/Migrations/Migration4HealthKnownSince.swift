import Calendar
import Domain
import GRDB
import Storage

/// Stores earlier values of health days in the format of packed months. One row holds the days of
/// one account's month that one import replaced or withdrew.
///
/// In packed months, a day's import is its `imports.feed_number` among the health files. Months
/// packed by an older version do not store it: their days count as known since the first health
/// file (see `PackedMonth`).
struct Migration4HealthKnownSince: Migration {
    let number = 4

    let sql = """
        CREATE TABLE health_history (
            month_account INTEGER NOT NULL, -- as in health_months
            known_until INTEGER NOT NULL, -- imports.feed_number of the health file that ended them
            is_withdrawn INTEGER NOT NULL, -- 1: taken back; 0: replaced by other values
            packed BLOB NOT NULL,
            PRIMARY KEY (month_account, known_until, is_withdrawn)
        ) STRICT, WITHOUT ROWID;
        """

    /// Packs the rows of `health_restatements`, in which an older version kept one row for each
    /// day.
    func convert(_ database: Database) throws {
        let registry = try NameRegistry(database)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT restatement_id, account_key, date, score_tenths, tier, model_version,
                    components, feed_number,
                    lag(feed_number, 1, 1) OVER (
                        PARTITION BY account_key, date ORDER BY restatement_id) AS known_since
                FROM health_restatements JOIN imports ON import_id = replaced_by
                ORDER BY account_key, feed_number, date
                """)
        let months = try PackedHistory(database, hasChecksums: false)
        let cells = MonthCells()
        while let row = try rows.next() {
            let (account, date): (Int64, String) = (row["account_key"], row["date"])
            guard let day = Day(date), let account = Int32(exactly: account),
                let score = Int16(exactly: row["score_tenths"] as Int64)
            else {
                throw StorageError.damagedRow(
                    table: "health_restatements", key: "\(account) \(date)", column: "date")
            }
            cells.reset(observed: 0, componentIDs: [])
            let place = cells.insertRow(ofDay: day.civil.day)
            cells.score[place] = score
            cells.tier[place] = row["tier"] ?? 0
            cells.version[place] = try registry.known(version: row["model_version"] ?? "")
            cells.imports[place] = row["known_since"]
            let named = try Row.fetchAll(
                database, sql: "SELECT key, value FROM json_each(?)",
                arguments: [row["components"] as String])
            for component in named {
                let points: Double = component[1]
                let column = cells.column(of: try registry.known(component: component[0]))
                cells.components[column * MonthCells.capacity + place] =
                    Int16((points * 10).rounded())
            }
            try months.add(
                day: day.civil.day, of: cells, row: place, key: monthKey(day.month, account),
                knownUntil: row["feed_number"], isWithdrawn: false)
        }
        try months.flush()
        try database.execute(sql: "DROP TABLE health_restatements")
    }
}
