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
    /// Days in each tier by its raw value; those without one at 0.
    let daysInTier: SIMD4<Int32>

    /// The columns of a month that has at least one day.
    init(key: Int64, _ cells: MonthCells) {
        var daysInTier = SIMD4<Int32>()
        var sum: Int32 = 0
        var minimum = Int16.max
        for slot in 0..<MonthCells.slots where cells.has(slot: slot) {
            daysInTier[Int(cells.tier[slot] & 3)] += 1
            sum += Int32(cells.score[slot])
            minimum = min(minimum, cells.score[slot])
        }
        let last = 31 - cells.observed.leadingZeroBitCount
        self.key = key
        firstDay = cells.observed.trailingZeroBitCount + 1
        lastDay = last + 1
        days = cells.days
        closingTenths = cells.score[last]
        closingTier = cells.tier[last]
        sumTenths = sum
        minimumTenths = minimum
        self.daysInTier = daysInTier
    }
}
