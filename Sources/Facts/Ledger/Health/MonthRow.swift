import Domain
import Storage

/// The columns of a row of `health_months` except the packed days.
struct MonthRow {
    let key: Int64
    let firstDay: Int
    let lastDay: Int
    let days: Int
    let closingTenths: Int16
    /// The raw value of the tier given with the closing row; 0 without one.
    let closingTier: UInt8
    let sumTenths: Int32
    let minimumTenths: Int16
    let daysInTier: SIMD4<UInt8>

    /// Computes the columns of a month with at least one day.
    init(key: Int64, _ columns: MonthColumns) {
        let count = columns.count
        var sum: Int32 = 0
        var minimum = Int16.max
        for row in 0..<count {
            sum &+= Int32(columns.score[row])
            minimum = min(minimum, columns.score[row])
        }
        func daysIn(_ tier: Tier) -> UInt8 {
            var rows: UInt8 = 0
            for row in 0..<count where columns.tier[row] == tier.rawValue { rows &+= 1 }
            return rows
        }
        self.key = key
        firstDay = columns.observed.trailingZeroBitCount + 1
        lastDay = 32 - columns.observed.leadingZeroBitCount
        self.days = count
        closingTenths = columns.score[count - 1]
        closingTier = columns.tier[count - 1]
        sumTenths = sum
        minimumTenths = minimum
        daysInTier = SIMD4(0, daysIn(.red), daysIn(.amber), daysIn(.green))
    }

    /// The checksum of the columns that figures depend on: those of `columns`. The others follow
    /// from the packed days.
    var checksum: Int64 {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 8) { values in
            values.initializeElement(at: 0, to: key)
            values.initializeElement(at: 1, to: Int64(firstDay))
            values.initializeElement(at: 2, to: Int64(lastDay))
            values.initializeElement(at: 3, to: Int64(days))
            values.initializeElement(at: 4, to: Int64(closingTenths))
            values.initializeElement(at: 5, to: Int64(closingTier))
            values.initializeElement(at: 6, to: Int64(sumTenths))
            values.initializeElement(at: 7, to: Int64(minimumTenths))
            var checksum = RowChecksum()
            checksum.add(UnsafeBufferPointer(values), null: closingTier == 0 ? 5 : nil)
            return checksum.value
        }
    }

    /// The columns that the checksum covers, in order.
    static let columns = [
        "month_account", "first_day", "last_day", "days", "closing_tenths", "closing_tier",
        "sum_tenths", "minimum_tenths",
    ]

    /// Reads the current row of a statement that selects `columns` and the checksum. Returns nil if
    /// a number is impossible or the checksum differs.
    init?(_ statement: PreparedStatement) {
        guard let closing = Int16(exactly: statement.integer(4)),
            PackedMonth.scores.contains(closing),
            let tier = UInt8(exactly: statement.integer(5)), tier <= Tier.green.rawValue,
            let sum = Int32(exactly: statement.integer(6)),
            let minimum = Int16(exactly: statement.integer(7)),
            PackedMonth.scores.contains(minimum),
            (1...3).allSatisfy({ (1...31).contains(statement.integer($0)) })
        else { return nil }
        key = statement.integer(0)
        firstDay = Int(statement.integer(1))
        lastDay = Int(statement.integer(2))
        days = Int(statement.integer(3))
        closingTenths = closing
        closingTier = tier
        sumTenths = sum
        minimumTenths = minimum
        daysInTier = SIMD4()
        guard statement.integer(8) == checksum else { return nil }
    }
}

/// A row of `health_months` with its checksums.
struct CheckedMonth {
    let row: MonthRow
    let checksum: Int64
    let packedChecksum: Int64

    /// Computes the checksums of a row with these packed days.
    init(_ row: MonthRow, _ packed: UnsafeRawBufferPointer) {
        self.row = row
        packedChecksum = PackedMonth.checksum(key: row.key, packed)
        checksum = row.checksum
    }
}
