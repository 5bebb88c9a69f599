import Domain

/// The scores of an account on successive days, and sums of them up to each day.
struct ScoreCourse {
    /// The score as of each day in tenths; -1 where unknown.
    private var asOf: [Int32]
    /// What there is on the days before each: rows, their tenths and squares, days with a known tier, red
    /// days. Each has one element more than there are days.
    private var sums: [SIMD8<Int32>]

    /// A course of so many days.
    init(days: Int) {
        asOf = Array(repeating: -1, count: days)
        sums = Array(repeating: .zero, count: days + 1)
    }

    /// Reads the cells of the days. Each has the row of its own day only.
    mutating func read(_ cells: ArraySlice<UInt16>, maximumAge: Int, _ policy: Policy) {
        var sum = SIMD8<Int32>.zero
        var latest: (day: Int, tenths: Int32, isRed: Bool)?
        for (day, cell) in cells.enumerated() {
            if cell != SpanScores.unknown {
                let row = SpanScores.row(of: cell)
                let tenths = Int32(row.score.tenths)
                latest = (day, tenths, policy.tier(of: row.score, own: row.tier) == .red)
                sum[0] += 1
                sum[1] += tenths
                sum[2] += tenths * tenths
            }
            if let latest, day - latest.day <= maximumAge {
                asOf[day] = latest.tenths
                sum[3] += 1
                if latest.isRed { sum[4] += 1 }
            } else {
                asOf[day] = -1
            }
            sums[day + 1] = sum
        }
    }

    /// The score as of a day in tenths; nil where unknown.
    func tenths(_ day: Int) -> Int32? { asOf[day] < 0 ? nil : asOf[day] }

    /// The standard deviation of the rows of some days, in points; nil with fewer than `rows`.
    func deviation(_ days: ClosedRange<Int>, rows: Int) -> Double? {
        let sum = sums[days.upperBound + 1] &- sums[days.lowerBound]
        let count = Int(sum[0])
        guard count >= max(rows, 2) else { return nil }
        // Whole numbers, so that rows without variation give 0.
        let squares = count * Int(sum[2]) - Int(sum[1]) * Int(sum[1])
        return (Double(squares) / Double(count * (count - 1))).squareRoot() / 10
    }

    /// How many of some days are red; nil where the tier is known on fewer than `known`.
    func redDays(_ days: ClosedRange<Int>, known: Int) -> Int32? {
        let sum = sums[days.upperBound + 1] &- sums[days.lowerBound]
        return Int(sum[3]) >= known ? sum[4] : nil
    }
}
