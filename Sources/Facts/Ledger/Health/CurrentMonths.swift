import Calendar
import Domain
import GRDB
import Storage

/// The current months. Steps forward if the next month is near (up to 16 keys away) and seeks again
/// if it is further.
final class CurrentMonths: MonthSource {
    private let database: Database
    private let statement: PreparedStatement
    private var current: Int64 = .max

    init(_ database: Database) throws {
        self.database = database
        statement = try PreparedStatement(
            database,
            """
            SELECT month_account, first_day, last_day, closing_tenths, closing_tier, packed
            FROM health_months WHERE month_account >= ? ORDER BY month_account
            """)
    }

    func seek(_ key: Int64) throws -> Bool {
        if current > key || key - current > 16 {
            statement.reset()
            statement.bind(key, at: 1)
            try step()
        }
        while current < key { try step() }
        return current == key
    }

    func latest(_ month: Month, until day: Day) throws -> HealthAnswer? {
        let dayOfMonth = min(day - month.firstDay, month.length - 1) + 1
        let last = Int(statement.integer(2))
        if dayOfMonth >= last {
            guard (1...31).contains(last), let tenths = Int16(exactly: statement.integer(3)),
                PackedMonth.scores.contains(tenths),
                let tier = UInt8(exactly: statement.integer(4)), tier <= Tier.green.rawValue
            else { throw LedgerError.damagedMonth(key: current) }
            return HealthAnswer(
                day: month.firstDay + (last - 1), score: Score(tenths: tenths),
                tier: Tier(rawValue: tier))
        }
        guard dayOfMonth >= Int(statement.integer(1)) else { return nil }
        guard let row = PackedMonth.latest(in: statement.bytes(5), onOrBefore: dayOfMonth) else {
            throw LedgerError.damagedMonth(key: current)
        }
        return HealthAnswer(
            day: month.firstDay + (row.day - 1), score: Score(tenths: row.score),
            tier: Tier(rawValue: row.tier))
    }

    func unpack(into cells: MonthCells) throws {
        guard PackedMonth.decode(statement.bytes(5), into: cells) else {
            throw LedgerError.damagedMonth(key: current)
        }
    }

    func forEachMonth(_ keys: ClosedRange<Int64>, _ body: (MonthRow) throws -> Void) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT month_account, first_day, last_day, days, closing_tenths, closing_tier,
                sum_tenths, minimum_tenths
            FROM health_months WHERE month_account BETWEEN ? AND ?
            """)
        rows.bind(keys.lowerBound, at: 1)
        rows.bind(keys.upperBound, at: 2)
        while try rows.step() {
            guard let month = MonthRow(rows) else {
                throw LedgerError.damagedMonth(key: rows.integer(0))
            }
            try body(month)
        }
    }

    func forEachDay(
        _ keys: ClosedRange<Int64>, _ body: (Int64, Int, Int16, UInt8) throws -> Void
    ) throws {
        let rows = try PreparedStatement(
            database,
            "SELECT month_account, packed FROM health_months WHERE month_account BETWEEN ? AND ?")
        rows.bind(keys.lowerBound, at: 1)
        rows.bind(keys.upperBound, at: 2)
        while try rows.step() {
            let key = rows.integer(0)
            let isWhole = try PackedMonth.forEachScore(in: rows.bytes(1)) {
                try body(key, $0, $1, $2)
            }
            guard isWhole else { throw LedgerError.damagedMonth(key: key) }
        }
    }

    private func step() throws {
        current = try statement.step() ? statement.integer(0) : .max
    }
}
