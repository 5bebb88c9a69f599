import Domain

/// The plain columns of a row of `health_months`.
struct MonthRow {
    let key: Int64
    let firstDay: Int
    let lastDay: Int
    let days: Int
    let closingTenths: Int16
    /// Raw value of the closing row's own tier; 0 without one.
    let closingTier: UInt8
    let sumTenths: Int32
    let minimumTenths: Int16
    let daysInTier: SIMD4<UInt8>

    /// The columns of a month that has at least one day.
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
}
