import Calendar
import Domain
import GRDB
import Storage

/// Visits rows of `health_months` by rising key: steps on where the next one is near, seeks anew
/// where it is far.
final class MonthSweep {
    private let statement: PreparedStatement
    private var current: Int64 = .max

    init(_ database: Database) throws {
        statement = try PreparedStatement(
            database,
            """
            SELECT month_account, first_day, last_day, closing_tenths, closing_tier, packed
            FROM health_months WHERE month_account >= ? ORDER BY month_account
            """)
    }

    /// Moves to the row with that key; false where there is none.
    func seek(_ key: Int64) throws -> Bool {
        if current > key || key - current > 16 {
            statement.reset()
            statement.bind(key, at: 1)
            try step()
        }
        while current < key { try step() }
        return current == key
    }

    /// The latest row of the month at hand on or before `day`.
    func latest(_ month: Month, until day: Day) -> HealthAnswer? {
        let dayOfMonth = min(day - month.firstDay, month.length - 1) + 1
        let last = Int(statement.integer(2))
        if dayOfMonth >= last {
            return HealthAnswer(
                day: month.firstDay + (last - 1),
                score: Score(tenths: Int16(statement.integer(3))),
                tier: Tier(rawValue: UInt8(statement.integer(4))))
        }
        guard dayOfMonth >= Int(statement.integer(1)),
            let row = PackedMonth.latest(in: statement.bytes(5), onOrBefore: dayOfMonth)
        else { return nil }
        return HealthAnswer(
            day: month.firstDay + (row.day - 1), score: Score(tenths: row.score),
            tier: Tier(rawValue: row.tier))
    }

    /// Spreads the month at hand out; false where its bytes are damaged.
    func unpack(into cells: MonthCells) -> Bool {
        PackedMonth.decode(statement.bytes(5), into: cells)
    }

    private func step() throws {
        current = try statement.step() ? statement.integer(0) : .max
    }
}
