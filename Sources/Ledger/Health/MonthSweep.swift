import Domain
import GRDB
import GRDBSQLite

/// Visits rows of `health_months` by rising key: steps on where the next one is near, seeks anew
/// where it is far.
final class MonthSweep {
    private let statement: SQLiteStatement
    private let owner: Statement
    private var current: Int64 = .max

    init(_ database: Database) throws {
        owner = try database.makeStatement(
            sql: """
                SELECT month_account, first_day, last_day, closing_tenths, closing_tier, packed
                FROM health_months WHERE month_account >= ? ORDER BY month_account
                """)
        statement = owner.sqliteStatement
    }

    deinit { sqlite3_reset(statement) }

    /// Moves to the row with that key; false where there is none.
    func seek(_ key: Int64) throws -> Bool {
        if current > key || key - current > 16 {
            sqlite3_reset(statement)
            sqlite3_bind_int64(statement, 1, key)
            try step()
        }
        while current < key { try step() }
        return current == key
    }

    /// The latest row of the month at hand on or before `day`.
    func latest(_ month: Month, until day: Day) -> HealthAnswer? {
        let dayOfMonth = min(day - month.firstDay, month.length - 1) + 1
        let last = Int(sqlite3_column_int(statement, 2))
        if dayOfMonth >= last {
            return HealthAnswer(
                day: month.firstDay + (last - 1),
                score: Score(tenths: Int16(sqlite3_column_int(statement, 3))),
                tier: Tier(rawValue: UInt8(sqlite3_column_int(statement, 4))))
        }
        guard dayOfMonth >= Int(sqlite3_column_int(statement, 1)),
            let blob = sqlite3_column_blob(statement, 5),
            let row = PackedMonth.latest(
                in: UnsafeRawBufferPointer(
                    start: blob, count: Int(sqlite3_column_bytes(statement, 5))),
                onOrBefore: dayOfMonth)
        else { return nil }
        return HealthAnswer(
            day: month.firstDay + (row.day - 1), score: Score(tenths: row.score),
            tier: Tier(rawValue: row.tier))
    }

    /// Spreads the month at hand out; false where its bytes are damaged.
    func unpack(into cells: MonthCells) -> Bool {
        PackedMonth.decode(
            UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, 5),
                count: Int(sqlite3_column_bytes(statement, 5))), into: cells)
    }

    private func step() throws {
        let result = sqlite3_step(statement)
        switch result {
        case SQLITE_ROW: current = sqlite3_column_int64(statement, 0)
        case SQLITE_DONE: current = .max
        default: throw DatabaseError(resultCode: ResultCode(rawValue: result))
        }
    }
}
