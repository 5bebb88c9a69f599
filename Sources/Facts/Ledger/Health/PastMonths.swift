import Calendar
import Domain
import GRDB
import Storage

/// The months as they stood after one health file. Starts from the current months, removes what
/// came later and restores what later files replaced or withdrew.
///
/// For each day, the first later file that replaced or withdrew a row decides. If the row that it
/// ended had come by then, that row is the answer; otherwise the day has none. If no later file
/// ended a row, the current row counts if it had come by then.
final class PastMonths: MonthSource {
    private let last: UInt32
    private let known: MonthAccounts
    private let rows: PreparedStatement
    /// The key of the statement's current row; `.max` after the last row.
    private var rowKey = Int64.max
    /// The key of the month in `cells`.
    private var key = Int64.min
    private let cells = MonthCells()
    private let ended = MonthCells()

    /// Reads the months of a ledger. `last` is the last health file that counts, as
    /// `imports.feed_number`.
    ///
    /// `known` tells which current months there are. The caller has checked `health_history`.
    init(_ database: Database, through last: UInt32, known: MonthAccounts) throws {
        self.last = last
        self.known = known
        rows = try PreparedStatement(
            database,
            """
            SELECT month_account, 0 AS known_until, packed, packed_checksum
            FROM health_months WHERE month_account >= ?1
            UNION ALL
            SELECT month_account, known_until, packed, NULL
            FROM health_history WHERE month_account >= ?1 AND known_until > ?2
            ORDER BY month_account, known_until
            """)
    }

    func seek(_ wanted: Int64) throws -> Bool {
        if wanted == key { return cells.observed != 0 }
        if wanted < key || rowKey < wanted - 16 || rowKey == .max { try restart(wanted) }
        while rowKey < wanted { try step() }
        key = wanted
        cells.reset(observed: 0, componentIDs: [])
        var isStanding = false
        if rowKey == wanted { isStanding = try load() }
        guard isStanding == known.contains(wanted) else {
            throw LedgerError.damagedMonth(key: wanted)
        }
        return cells.observed != 0
    }

    func latest(_ month: Month, until day: Day) -> HealthAnswer? {
        let dayOfMonth = min(day - month.firstDay, month.length - 1) + 1
        guard dayOfMonth > 0 else { return nil }
        guard let (row, found) = latestRow(among: cells.observed, onOrBefore: dayOfMonth) else {
            return nil
        }
        return HealthAnswer(
            day: month.firstDay + (found - 1), score: Score(tenths: cells.score[row]),
            tier: Tier(rawValue: cells.tier[row]))
    }

    func forEachRow(
        of days: ClosedRange<Int>, _ body: (Int, Int16, UInt8) throws -> Void
    ) throws {
        for (row, day) in AnsweringRows(for: days, among: cells.observed) {
            try body(day, cells.score[row], cells.tier[row])
        }
    }

    func unpack(into other: MonthCells) {
        other.reset(observed: 0, componentIDs: cells.componentIDs)
        for (row, day) in cells.daysOfMonth.enumerated() {
            other.setRow(ofDay: day, from: cells, row: row)
        }
    }

    func forEachMonth(_ keys: ClosedRange<Int64>, _ body: (MonthRow) throws -> Void) throws {
        try forEach(keys) { try body(MonthRow(key: key, cells.columns)) }
    }

    func forEachDay(
        _ keys: ClosedRange<Int64>, _ body: (Int64, Int, Int16, UInt8) throws -> Void
    ) throws {
        try forEach(keys) {
            for (row, day) in cells.daysOfMonth.enumerated() {
                try body(key, day, cells.score[row], cells.tier[row])
            }
        }
    }

    /// Moves to each month in the range that has a day, then calls `body`, which reads `cells`.
    private func forEach(_ keys: ClosedRange<Int64>, _ body: () throws -> Void) throws {
        try restart(keys.lowerBound)
        var sweep = try Sweep(known, keys)
        while rowKey <= keys.upperBound, rowKey != .max {
            if known.contains(rowKey) { try sweep.note(rowKey) }
            if try seek(rowKey) { try body() }
        }
        try sweep.finish()
    }

    private func restart(_ first: Int64) throws {
        rows.reset()
        rows.bind(first, at: 1)
        rows.bind(Int64(last), at: 2)
        key = .min
        try step()
    }

    private func step() throws {
        rowKey = try rows.step() ? rows.integer(0) : .max
    }

    /// Loads the month of the current row into `cells` and moves past the month's last row. Returns
    /// whether one of the rows is of `health_months`.
    private func load() throws -> Bool {
        var settled: UInt32 = 0
        var hasStanding = false
        repeat {
            let isStanding = rows.integer(1) == 0
            let target = isStanding ? cells : ended
            let bytes = rows.bytes(2)
            guard !isStanding || rows.integer(3) == PackedMonth.checksum(key: key, bytes),
                PackedMonth.decode(bytes, into: target)
            else { throw LedgerError.damagedMonth(key: key) }
            if isStanding {
                hasStanding = true
                for day in cells.daysOfMonth {
                    if let row = cells.row(ofDay: day), !isKnown(cells.imports[row]) {
                        cells.removeRow(ofDay: day)
                    }
                }
            } else {
                for (row, day) in ended.daysOfMonth.enumerated()
                where settled & (1 << UInt32(day - 1)) == 0 {
                    settled |= 1 << UInt32(day - 1)
                    if isKnown(ended.imports[row]) {
                        cells.setRow(ofDay: day, from: ended, row: row)
                    } else if cells.row(ofDay: day) != nil {
                        cells.removeRow(ofDay: day)
                    }
                }
            }
            try step()
        } while rowKey == key
        return hasStanding
    }

    /// Whether a health file had come by then. Number 0, from older versions, counts as the first
    /// file.
    private func isKnown(_ feedNumber: UInt32) -> Bool { max(1, feedNumber) <= last }
}
