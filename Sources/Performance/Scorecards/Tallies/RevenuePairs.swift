/// Pairs of revenue before and after, one for each event, spell or account, in the portfolio's
/// order.
struct RevenuePairs: Sendable {
    /// Amounts before, in the reporting currency.
    private(set) var before: [Double] = []
    /// Amounts after, in the same order and currency.
    private(set) var after: [Double] = []

    /// The number of pairs.
    var count: Int { before.count }

    /// The sums of the amounts before, of those after, and of those kept: the smaller one of each
    /// pair.
    var sums: (before: Double, after: Double, kept: Double) {
        var sums = (before: 0.0, after: 0.0, kept: 0.0)
        for (x, y) in zip(before, after) {
            sums.before += x
            sums.after += y
            sums.kept += min(x, y)
        }
        return sums
    }

    /// The effective number of pairs, (Σ before)² / Σ before²; nil where all amounts before are 0.
    var effectiveCount: Double? {
        let sum = before.reduce(0, +)
        let squares = before.reduce(0) { $0 + $1 * $1 }
        return squares > 0 ? sum / squares * sum : nil
    }

    /// Adds a pair.
    mutating func append(before: Double, after: Double) {
        self.before.append(before)
        self.after.append(after)
    }
}
