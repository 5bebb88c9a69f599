/// The scale of range bars that stand below each other.
package struct RangeScale: Equatable {
    /// The value at the left end.
    package let low: Double
    /// The value at the right end, above `low`.
    package let high: Double

    /// A scale between two values.
    ///
    /// - Precondition: `low` < `high`.
    package init(low: Double, high: Double) {
        precondition(low < high, "a scale needs two ends")
        self.low = low
        self.high = high
    }

    /// The smallest scale between multiples of ten points that holds some shares, twenty points or
    /// more; nil without any.
    ///
    /// - Parameter shares: shares, 1 for all.
    package init?(holding shares: [Double]) {
        guard let least = shares.min(), let most = shares.max() else { return nil }
        var (low, high) = ((least * 10).rounded(.down), (most * 10).rounded(.up))
        while high - low < 2 { if low > 0 { low -= 1 } else { high += 1 } }
        self.init(low: low / 10, high: high / 10)
    }

    /// Where a value stands: 0 at the left end, 1 at the right. A value beyond an end stands at it.
    package func position(of value: Double) -> Double {
        min(max((value - low) / (high - low), 0), 1)
    }
}
