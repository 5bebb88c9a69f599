/// Mid-p-values of a count whose expected number is an estimate itself.
///
///     let luck = WidenedMidP(PoissonBinomial(chances), widening: 1.2)
///     luck.range(level: 0.05)
///
/// The distance of a count from its mean has the standard deviation `√V` of the count alone. With an
/// expected number of its own variance it has `w √V`. So a count k is read where it would lie
/// without that uncertainty, at `x = E + (k - E) / w`. With `M(k) = P(X < k) + P(X = k) / 2` at whole
/// numbers and linear between them, the two-sided mid-p-value is `2 min(M(x), 1 - M(x))`.
///
/// Source: Lancaster, H. O. (1961), Significance tests in discrete distributions, Journal of the
/// American Statistical Association 56, 223-234 (mid-p); `Documentation/methods.md`, 9 (widening).
public struct WidenedMidP: Sendable {
    private let counts: PoissonBinomial
    private let widening: Double

    /// The mid-p-values of the successes of some trials.
    ///
    /// - Parameters:
    ///   - counts: the distribution with the expected number taken as known.
    ///   - widening: the factor w, 1 or more. 1 gives the mid-p-values of the distribution itself.
    /// - Precondition: `widening` lies in its range.
    public init(_ counts: PoissonBinomial, widening: Double) {
        precondition(widening >= 1, "uncertainty cannot make a range narrower")
        self.counts = counts
        self.widening = widening
    }

    /// The two-sided mid-p-value of `k` successes.
    ///
    /// - Parameter k: the number of successes, from 0 to that of the trials.
    /// - Returns: the p-value, in `0...1`.
    public func twoSided(_ k: Int) -> Double {
        min(1, 2 * min(below(k), above(k)))
    }

    /// The range of successes in line with chance: those whose mid-p-value is at least a level.
    ///
    /// - Parameter level: the level, above 0 and at most 0.5, so that there is such a number.
    /// - Returns: from the smallest to the largest of them, within 0 and the number of trials.
    /// - Precondition: `level` lies in its range.
    /// - Complexity: O(log n) in the trials.
    public func range(level: Double) -> ClosedRange<Int> {
        precondition(level > 0 && level <= 0.5, "a level must be above 0 and at most 0.5")
        let low = firstCount { 2 * below($0) >= level }
        let beyond = firstCount { 2 * above($0) < level }
        return low...max(low, beyond - 1)
    }

    /// M(x) of a count.
    private func below(_ k: Int) -> Double {
        interpolated(k) { (counts.atMost($0 - 1) + counts.atMost($0)) / 2 }
    }

    /// 1 - M(x) of a count, summed from above, so that it is precise next to 0.
    private func above(_ k: Int) -> Double {
        interpolated(k) { (counts.atLeast($0) + counts.atLeast($0 + 1)) / 2 }
    }

    private func interpolated(_ k: Int, _ atWhole: (Int) -> Double) -> Double {
        let place = counts.mean + (Double(k) - counts.mean) / widening
        let whole = place.rounded(.down)
        let share = place - whole
        let left = atWhole(Int(whole))
        return share == 0 ? left : (1 - share) * left + share * atWhole(Int(whole) + 1)
    }

    /// The smallest count, from 0 on, for which a condition holds; one more than the trials where it
    /// holds for none. It must hold for all counts above.
    private func firstCount(where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, counts.trials + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
