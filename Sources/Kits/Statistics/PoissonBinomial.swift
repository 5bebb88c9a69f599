/// The Poisson-binomial distribution: the number of successes of independent trials, each with a
/// probability of its own.
///
///     let renewed = PoissonBinomial([0.9, 0.8, 0.6])
///     renewed.atMost(1)  // 0.124
///
///
/// It is exact: the distributions of the trials are convolved pair by pair, and only probabilities
/// below 1e-300 at the two ends are dropped.
///
/// Source: Hong, Y. (2013), On computing the distribution function for the Poisson binomial
/// distribution, Computational Statistics and Data Analysis 59, 41-51 (definition).
public struct PoissonBinomial: Sendable {
    /// The expected number of successes, `Σ p`.
    public let mean: Double
    /// The variance of the number of successes, `Σ p (1 - p)`.
    public let variance: Double
    /// The number of trials.
    public let trials: Int

    private let lowest: Int
    /// The probability of at most `lowest + i`, summed from below.
    private let lowerTails: [Double]
    /// The probability of at least `lowest + i`, summed from above.
    private let upperTails: [Double]

    /// The distribution of the successes of some trials.
    ///
    /// - Parameter probabilities: the probability of success of each trial, in any order. Without
    ///   trials, 0 successes are certain.
    /// - Precondition: each probability is in `0...1`.
    /// - Complexity: O(n σ), where σ is the standard deviation: about 300,000 trials in a second.
    public init(_ probabilities: [Double]) {
        precondition(
            probabilities.allSatisfy((0...1).contains), "a probability must be within 0 and 1")
        self.init(
            CountDistribution(successes: probabilities[...]), trials: probabilities.count,
            mean: probabilities.reduce(0, +),
            variance: probabilities.reduce(0) { $0 + $1 * (1 - $1) })
    }

    init(_ distribution: CountDistribution, trials: Int, mean: Double, variance: Double) {
        self.trials = trials
        self.mean = mean
        self.variance = variance
        lowest = distribution.lowest
        lowerTails = Self.runningSums(distribution.masses)
        upperTails = Self.runningSums(distribution.masses.reversed()).reversed()
    }

    /// The probability of `k` successes or fewer, P(X <= k).
    ///
    /// It is summed from the end with the smaller tail, so that it is precise next to 0 and 1.
    public func atMost(_ k: Int) -> Double {
        guard k >= lowest else { return 0 }
        guard k - lowest < lowerTails.count - 1 else { return 1 }
        let lower = lowerTails[k - lowest]
        let upper = upperTails[k - lowest + 1]
        return lower <= upper ? lower : 1 - upper
    }

    /// The probability of `k` successes or more, P(X >= k).
    ///
    /// It is summed from the end with the smaller tail, so that it is precise next to 0 and 1.
    public func atLeast(_ k: Int) -> Double {
        guard k > lowest else { return 1 }
        guard k - lowest < upperTails.count else { return 0 }
        let lower = lowerTails[k - lowest - 1]
        let upper = upperTails[k - lowest]
        return upper <= lower ? upper : 1 - lower
    }

    /// The two-sided p-value of `k` successes: `min(1, 2 min(P(X <= k), P(X >= k)))`.
    public func twoSidedP(_ k: Int) -> Double {
        min(1, 2 * min(atMost(k), atLeast(k)))
    }

    /// The smallest number of successes k with `P(X <= k) >= q`.
    ///
    /// - Parameter q: the probability wanted, in `0...1`.
    /// - Returns: the quantile; the smallest possible number for 0 and less, the largest for 1 and
    ///   more.
    /// - Complexity: O(log σ).
    public func quantile(_ q: Double) -> Int {
        var low = 0
        var high = lowerTails.count - 1
        while low < high {
            let middle = low + (high - low) / 2
            // Above the middle, the upper tails are precise where 1 minus a sum is not.
            let reached = q <= 0.5 ? lowerTails[middle] >= q : upperTails[middle + 1] <= 1 - q
            if reached { high = middle } else { low = middle + 1 }
        }
        return lowest + low
    }

    /// The numbers of successes between the quantiles of `level / 2` and `1 - level / 2`.
    ///
    /// - Parameter level: the probability of lying outside, at most: 0.05 for a 95 % range; above 0
    ///   and below 1.
    /// - Returns: the range; chance gives it with a probability of at least `1 - level`.
    /// - Precondition: `level` lies in its range.
    /// - Complexity: O(log σ).
    public func range(level: Double) -> ClosedRange<Int> {
        precondition(level > 0 && level < 1, "a level must be above 0 and below 1")
        return quantile(level / 2)...quantile(1 - level / 2)
    }

    private static func runningSums(_ masses: [Double]) -> [Double] {
        var total = 0.0
        return masses.map { mass in
            total += mass
            return total
        }
    }
}
