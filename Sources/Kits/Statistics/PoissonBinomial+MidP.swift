extension PoissonBinomial {
    /// The two-sided mid-p-value of `k` successes:
    /// `2 min(P(X < k) + P(X = k) / 2, P(X > k) + P(X = k) / 2)`.
    ///
    /// Half of the probability of `k` counts for either side. On average, chance alone then gives a
    /// value below 0.05 once in twenty times, however coarse the counts are.
    ///
    /// - Parameter k: the number of successes; any whole number.
    /// - Returns: the p-value, in `0...1`.
    ///
    /// Source: Lancaster, H. O. (1961), Significance tests in discrete distributions, Journal of
    /// the American Statistical Association 56, 223-234.
    public func twoSidedMidP(_ k: Int) -> Double {
        min(1, atMost(k - 1) + atMost(k), atLeast(k) + atLeast(k + 1))
    }

    /// The range of successes in line with chance: those whose two-sided mid-p-value is at least a
    /// level.
    ///
    /// - Parameter level: the level, above 0 and at most 0.5, so that there is such a number.
    /// - Returns: from the smallest to the largest of them.
    /// - Precondition: `level` lies in its range.
    /// - Complexity: O(log σ).
    public func midPRange(level: Double) -> ClosedRange<Int> {
        precondition(level > 0 && level <= 0.5, "a level must be above 0 and at most 0.5")
        var low = quantile(level / 2)
        while twoSidedMidP(low) < level { low += 1 }
        var high = quantile(1 - level / 2) + 1
        while twoSidedMidP(high) < level { high -= 1 }
        return low...high
    }

    /// The quantile of a probability, interpolated between whole numbers: the limit of a funnel
    /// plot, as a count.
    ///
    /// It is `r - (F(r) - q) / f(r)`, where r is the smallest number with `F(r) >= q`: the point at
    /// which the distribution function would reach q if it rose evenly from r - 1 to r.
    ///
    /// - Parameter q: the probability, above 0 and below 1.
    /// - Returns: a number above r - 1 and at most r; below 0 where no success at all is likelier
    ///   than q.
    ///
    /// Source: Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance,
    /// Statistics in Medicine 24, 1185-1202, appendix A.1.
    public func interpolatedQuantile(_ q: Double) -> Double {
        let whole = quantile(q)
        let (below, upTo) = (atMost(whole - 1), atMost(whole))
        // Next to 1, the upper tails are precise where differences of lower tails are not.
        let mass = q <= 0.5 ? upTo - below : atLeast(whole) - atLeast(whole + 1)
        let beyond = q <= 0.5 ? upTo - q : (1 - q) - atLeast(whole + 1)
        return Double(whole) - beyond / mass
    }
}
