import Calendar
import GRDB
import Storage

/// Which accounts have a row in `health_months`, by month. It tells a month that an account never
/// had from one that was lost.
struct MonthAccounts: Sendable {
    /// The keys that an account can have. A ledger numbers its accounts from 1.
    static let keys: ClosedRange<Int32> = 0...0xff_ffff

    /// The first month of `bits`.
    private var first = Month(number: 0)
    /// By month from `first` on: bit n % 8 of byte n / 8 is set for account key n.
    private var bits: [[UInt8]] = []

    /// No rows.
    init() {}

    /// Reads the sets of all months.
    ///
    /// - Throws: `StorageError`.
    init(_ database: Database) throws {
        let rows = try PreparedStatement(
            database, "SELECT month, accounts FROM health_totals ORDER BY month")
        let row = StoredRow(rows, table: "health_totals", keys: [0])
        while try rows.step() {
            let month = Month(number: try row.integer(0, in: 0...Int32(12 * 9999 + 11)))
            bits[place(of: month)] = Array(rows.bytes(1))
        }
    }

    /// The months with a row, first month first.
    var months: [Month] {
        bits.indices.filter { bits[$0].contains { $0 != 0 } }.map { first + $0 }
    }

    /// Whether there is a row with this key (see `monthKey`).
    func contains(_ key: Int64) -> Bool {
        let (month, account) = (Int(key >> 32) - Int(first.number), Int(key & 0xffff_ffff))
        guard bits.indices.contains(month), account >> 3 < bits[month].count else { return false }
        return bits[month][account >> 3] >> UInt8(account & 7) & 1 == 1
    }

    /// The number of rows from one month to another.
    func count(from start: Month, through end: Month) -> Int {
        bits.enumerated().reduce(0) { count, month in
            guard start <= first + month.offset, first + month.offset <= end else { return count }
            return month.element.reduce(count) { $0 + $1.nonzeroBitCount }
        }
    }

    /// Adds a row.
    ///
    /// - Throws: `LedgerError.damagedMonth` if there cannot be a row with this key.
    mutating func insert(_ key: Int64) throws {
        let month = place(of: try monthOfKey(key))
        guard let account = Int32(exactly: key & 0xffff_ffff), Self.keys.contains(account) else {
            throw LedgerError.damagedMonth(key: key)
        }
        let missing = Int(account) >> 3 + 1 - bits[month].count
        if missing > 0 { bits[month].append(contentsOf: repeatElement(0, count: missing)) }
        bits[month][Int(account) >> 3] |= 1 << UInt8(account & 7)
    }

    /// Removes a row that is there.
    mutating func remove(_ key: Int64) throws {
        let month = place(of: try monthOfKey(key))
        bits[month][Int(key & 0xffff_ffff) >> 3] &= ~(1 << UInt8(key & 7))
    }

    /// The place of a month in `bits`, which is made if it is missing.
    private mutating func place(of month: Month) -> Int {
        if bits.isEmpty { first = month }
        if month < first {
            bits.insert(contentsOf: repeatElement([], count: first - month), at: 0)
            first = month
        }
        let missing = month - first + 1 - bits.count
        if missing > 0 { bits.append(contentsOf: repeatElement([], count: missing)) }
        return month - first
    }

    /// Stores the set of a month, whose row in `health_totals` exists.
    func write(_ month: Month, _ database: Database) throws {
        let update = try PreparedStatement(
            database, "UPDATE health_totals SET accounts = ? WHERE month = ?")
        try bits[month - first].withUnsafeBytes { bits in
            update.bind(bits, at: 1)
            update.bind(Int64(month.number), at: 2)
            guard try update.run() == 1 else {
                throw StorageError.damagedRow(
                    table: "health_totals", key: "\(month.number)", column: "accounts")
            }
        }
    }
}
