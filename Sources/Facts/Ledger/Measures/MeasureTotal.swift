import Calendar
import Domain
import GRDB
import Storage

/// What the blocks of one measure on one day hold.
struct MeasureTotal: Equatable {
    /// A measure on a day.
    struct Key: Hashable {
        var day: Day
        /// The key in `measure_names`.
        var name: UInt32
    }

    /// Rows that stand.
    var rows = 0
    /// Of them, those with a whole above 0 when first recorded.
    var shares = 0
    /// Everything that was ever recorded, withdrawals too.
    var entries = 0
    /// Of it, values without a whole above 0.
    var wholeless = 0
    /// Rows that are withdrawn.
    var withdrawn = 0

    /// Adds the entries of one row, or with `sign` -1 takes them away.
    mutating func add(
        _ entries: ArraySlice<MeasureEntry>, _ standing: StandingMeasure?, sign: Int = 1
    ) {
        guard !entries.isEmpty else { return }
        self.entries += sign * entries.count
        wholeless += sign * entries.count(where: \.isWholeless)
        if let standing {
            rows += sign
            if standing.first.whole > 0 { shares += sign }
        } else {
            withdrawn += sign
        }
    }

    /// Adds the counts of another total.
    mutating func add(_ other: Self) {
        rows += other.rows
        shares += other.shares
        entries += other.entries
        wholeless += other.wholeless
        withdrawn += other.withdrawn
    }

    static let columns = "rows, shares, entries, wholeless, withdrawn"

    /// Calls `body` with every total, first day first.
    ///
    /// - Throws: what `body` throws, or `StorageError`.
    static func forEach(
        _ database: Database, of days: ClosedRange<Day>? = nil,
        _ body: (Key, MeasureTotal) throws -> Void
    ) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT day, name_id, \(columns) FROM measure_totals WHERE day BETWEEN ? AND ?
            ORDER BY day, name_id
            """)
        rows.bind(Int64(days?.lowerBound.number ?? .min), at: 1)
        rows.bind(Int64(days?.upperBound.number ?? .max), at: 2)
        let row = StoredRow(rows, table: "measure_totals", keys: [0, 1])
        while try rows.step() {
            let key = Key(
                day: Day(number: try row.integer(0, in: Int32.min...Int32.max)),
                name: try row.integer(1, in: MeasureKey.names))
            try body(key, try MeasureTotal(row, from: 2))
        }
    }

    /// Reads the columns of a total from one on.
    init(_ row: StoredRow, from column: Int32) throws {
        let counts = 0...Int.max
        rows = try row.integer(column, in: counts)
        shares = try row.integer(column + 1, in: counts)
        entries = try row.integer(column + 2, in: counts)
        wholeless = try row.integer(column + 3, in: counts)
        withdrawn = try row.integer(column + 4, in: counts)
    }

    /// Nothing.
    init() {}
}

/// Adds to the totals of a ledger.
struct MeasureTotals {
    private let database: Database
    private var changed: [MeasureTotal.Key: MeasureTotal] = [:]

    init(_ database: Database) { self.database = database }

    /// Changes what is to be added to a total.
    mutating func change(_ key: MeasureTotal.Key, _ body: (inout MeasureTotal) -> Void) {
        body(&changed[key, default: MeasureTotal()])
    }

    /// Adds what has changed to the totals of the ledger.
    mutating func finish() throws {
        guard !changed.isEmpty else { return }
        let table = try ChecksummedTable(database, "measure_totals")
        let find = try PreparedStatement(
            database,
            """
            SELECT checksum, checksum IS \(table.expression()), day, name_id FROM measure_totals
            WHERE day = ? AND name_id = ?
            """)
        let add = try PreparedStatement(
            database,
            """
            INSERT INTO measure_totals (day, name_id, \(MeasureTotal.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (day, name_id) DO UPDATE SET rows = rows + excluded.rows,
                shares = shares + excluded.shares, entries = entries + excluded.entries,
                wholeless = wholeless + excluded.wholeless,
                withdrawn = withdrawn + excluded.withdrawn
            """)
        let check = try PreparedStatement(
            database,
            """
            UPDATE measure_totals SET checksum = \(table.expression())
            WHERE day = ? AND name_id = ? RETURNING checksum
            """)
        var sum = ChecksumTotal()
        for (key, total) in changed {
            for statement in [find, add, check] {
                statement.reset()
                statement.bind(Int64(key.day.number), at: 1)
                statement.bind(Int64(key.name), at: 2)
            }
            if try find.step() {
                guard find.integer(1) == 1 else {
                    throw StoredRow(find, table: table.name, keys: [2, 3]).damaged(0)
                }
                sum.remove(find.integer(0))
            }
            find.reset()
            let counts = [
                total.rows, total.shares, total.entries, total.wholeless, total.withdrawn,
            ]
            for (place, count) in counts.enumerated() {
                add.bind(Int64(count), at: Int32(place + 3))
            }
            try add.run()
            guard try check.step() else { throw StorageError.missingRows(table: table.name) }
            sum.add(check.integer(0))
        }
        check.reset()
        try sum.write(database, addingTo: table.name)
        changed = [:]
    }
}
