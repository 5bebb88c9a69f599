import Calendar
import Domain
import GRDB
import Storage

/// The current months. Every month that is read is checked against its checksum, and every month
/// that is not found against the accounts that have one. Steps forward if the next month is near
/// (up to 16 keys away) and seeks again if it is further.
final class CurrentMonths: MonthSource {
    private let database: Database
    private let statement: PreparedStatement
    private let known: MonthAccounts
    private var current: Int64 = .max

    /// Reads the months of a ledger. `known` tells which there are.
    init(_ database: Database, known: MonthAccounts) throws {
        self.database = database
        self.known = known
        statement = try PreparedStatement(
            database,
            """
            SELECT month_account, packed_checksum, packed FROM health_months WHERE month_account >= ?
            ORDER BY month_account
            """)
    }

    func seek(_ key: Int64) throws -> Bool {
        if current > key || key - current > 16 {
            statement.reset()
            statement.bind(key, at: 1)
            try step()
        }
        while current < key { try step() }
        guard (current == key) == known.contains(key) else {
            throw LedgerError.damagedMonth(key: key)
        }
        return current == key
    }

    /// The packed days of the current month.
    private func packed() throws -> UnsafeRawBufferPointer {
        let bytes = statement.bytes(2)
        guard PackedMonth.checksum(key: current, bytes) == statement.integer(1) else {
            throw LedgerError.damagedMonth(key: current)
        }
        return bytes
    }

    func latest(_ month: Month, until day: Day) throws -> HealthAnswer? {
        let dayOfMonth = min(day - month.firstDay, month.length - 1) + 1
        guard dayOfMonth > 0 else { return nil }
        let bytes = try packed()
        guard let found = PackedMonth.latest(in: bytes, onOrBefore: dayOfMonth) else {
            throw LedgerError.damagedMonth(key: current)
        }
        guard let row = found else { return nil }
        return HealthAnswer(
            day: month.firstDay + (row.day - 1), score: Score(tenths: row.score),
            tier: Tier(rawValue: row.tier))
    }

    func forEachRow(
        of days: ClosedRange<Int>, _ body: (Int, Int16, UInt8) throws -> Void
    ) throws {
        guard try PackedMonth.forEachScore(in: try packed(), of: days, body) else {
            throw LedgerError.damagedMonth(key: current)
        }
    }

    func unpack(into cells: MonthCells) throws {
        guard PackedMonth.decode(try packed(), into: cells) else {
            throw LedgerError.damagedMonth(key: current)
        }
    }

    func forEachMonth(_ keys: ClosedRange<Int64>, _ body: (MonthRow) throws -> Void) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT \(MonthRow.columns.joined(separator: ", ")), checksum
            FROM health_months WHERE month_account BETWEEN ? AND ? ORDER BY month_account
            """)
        rows.bind(keys.lowerBound, at: 1)
        rows.bind(keys.upperBound, at: 2)
        var sweep = try Sweep(known, keys)
        while try rows.step() {
            let key = rows.integer(0)
            try sweep.note(key)
            guard let month = MonthRow(rows) else { throw LedgerError.damagedMonth(key: key) }
            try body(month)
        }
        try sweep.finish()
    }

    func forEachDay(
        _ keys: ClosedRange<Int64>, _ body: (Int64, Int, Int16, UInt8) throws -> Void
    ) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT month_account, packed_checksum, packed
            FROM health_months WHERE month_account BETWEEN ? AND ? ORDER BY month_account
            """)
        rows.bind(keys.lowerBound, at: 1)
        rows.bind(keys.upperBound, at: 2)
        var sweep = try Sweep(known, keys)
        while try rows.step() {
            let key = rows.integer(0)
            try sweep.note(key)
            let bytes = rows.bytes(2)
            let isWhole =
                try rows.integer(1) == PackedMonth.checksum(key: key, bytes)
                && PackedMonth.forEachScore(in: bytes) { try body(key, $0, $1, $2) }
            guard isWhole else { throw LedgerError.damagedMonth(key: key) }
        }
        try sweep.finish()
    }

    private func step() throws {
        current = try statement.step() ? statement.integer(0) : .max
    }
}

/// Checks that a pass over whole months meets every month of every account once.
struct Sweep {
    private let known: MonthAccounts
    private var missing: Int
    private var last = Int64.min

    /// A pass over the months of the keys.
    init(_ known: MonthAccounts, _ keys: ClosedRange<Int64>) throws {
        self.known = known
        missing = known.count(
            from: try monthOfKey(keys.lowerBound), through: try monthOfKey(keys.upperBound))
    }

    /// Notes the next month.
    ///
    /// - Throws: `LedgerError.damagedMonth` if it should not be there.
    mutating func note(_ key: Int64) throws {
        guard key > last, known.contains(key) else { throw LedgerError.damagedMonth(key: key) }
        last = key
        missing -= 1
    }

    /// Ends the pass.
    ///
    /// - Throws: `StorageError.missingRows` if a month was not met.
    func finish() throws {
        guard missing == 0 else { throw StorageError.missingRows(table: "health_months") }
    }
}
