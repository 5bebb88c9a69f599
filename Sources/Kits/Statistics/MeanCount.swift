import Glibc

/// The mean of the probability functions of several counts of successes: the distribution of a count
/// whose trials have probabilities that are known only with error.
///
///     var mean = MeanCount()
///     for resample in resamples { mean.add(resample.probabilities) }
///     mean.range(level: 0.05)
///
/// Each count is Poisson-binomial. Small ones are exact. For those of a standard deviation of
/// `PowerSums.leastDeviation` or more, the probabilities come from the characteristic function, which
/// is right to 1e-14.
///
/// Source: the law of total probability; Hong, Y. (2013), On computing the distribution function for
/// the Poisson binomial distribution, Computational Statistics and Data Analysis 59, 41-51 (the
/// characteristic function).
public struct MeanCount: Sendable {
    private var lowest = 0
    /// The sum over the counts of the probability of `lowest`, `lowest + 1` and so on.
    private var masses: [Double] = []
    private var counts = 0

    /// No count yet.
    public init() {}

    /// Adds the count of successes of some trials.
    ///
    /// - Parameter probabilities: the probability of success of each trial, in `0...1`, in any order.
    /// - Complexity: O(n σ) for small counts, O(n) for large ones.
    public mutating func add(_ probabilities: [Double]) {
        let count =
            PowerSums(probabilities)?.distribution
            ?? CountDistribution(successes: probabilities[...])
        counts += 1
        if masses.isEmpty { lowest = count.lowest }
        let (low, high) = (
            min(lowest, count.lowest), max(lowest + masses.count - 1, count.highest)
        )
        if masses.isEmpty || low < lowest || high > lowest + masses.count - 1 {
            var wider = [Double](repeating: 0, count: high - low + 1)
            for (index, mass) in masses.enumerated() { wider[lowest - low + index] = mass }
            (lowest, masses) = (low, wider)
        }
        let start = count.lowest - lowest
        for (index, mass) in count.masses.enumerated() { masses[start + index] += mass }
    }

    /// The mean distribution: its probabilities, not its moments, are those of a count; nil without
    /// counts.
    private var distribution: PoissonBinomial? {
        guard counts > 0 else { return nil }
        let mean = CountDistribution(lowest: lowest, masses: masses.map { $0 / Double(counts) })
        return PoissonBinomial(mean, trials: mean.highest, mean: .nan, variance: .nan)
    }

    /// The smallest counts up to which at least `level / 2` and `1 - level / 2` of the probability
    /// lie, and the two-sided p-value `min(1, 2 min(P(X <= k), P(X >= k)))` of a count; nil without
    /// counts.
    ///
    /// Probabilities within 1e-12 of the level reach it, so that rounding does not move an end.
    ///
    /// - Parameters:
    ///   - level: the probability of lying outside, above 0 and below 1.
    ///   - observed: the count.
    public func range(
        level: Double, observed: Int
    ) -> (range: ClosedRange<Int>, p: Double)? {
        guard let distribution else { return nil }
        let low = distribution.quantile(level / 2 - 1e-12)
        let high = distribution.quantile(1 - level / 2 - 1e-12)
        return (low...max(low, high), distribution.twoSidedP(observed))
    }
}

/// The sums of the powers of many probabilities, from which the distribution of the number of
/// successes follows.
///
/// With `w = e^{it} - 1` the characteristic function is
///
///     Π (1 + p w) = exp(Σ over k of (-1)^{k+1} S_k w^k / k),  S_k = Σ p^k
///
/// It vanishes where |t| is far above 1 / σ, so that for a large σ only small w matter, and few
/// powers.
struct PowerSums {
    /// The least standard deviation: all w that matter are then below 0.8.
    static let leastDeviation = 12.0
    /// The characteristic function is below 1e-17 beyond this many `1 / σ`.
    private static let reach = 9.0

    private let sums: [Double]
    private let mean: Double
    private let deviation: Double

    /// The sums of the probabilities; nil where they are too few, or too large for the series.
    init?(_ probabilities: [Double]) {
        var (mean, variance, largest) = (0.0, 0.0, 0.0)
        for p in probabilities {
            mean += p
            variance += p * (1 - p)
            largest = max(largest, p)
        }
        deviation = variance.squareRoot()
        self.mean = mean
        guard deviation >= Self.leastDeviation else { return nil }
        let ratio = 2 * sin(min(.pi, Self.reach / deviation) / 2) * largest
        // The rest of the series is below `n ratio^k`, and must be below 1e-15.
        let powers = (-35 - log(Double(probabilities.count))) / log(ratio)
        guard ratio < 0.7, powers < 120 else { return nil }
        var sums = [Double](repeating: 0, count: max(2, Int(powers.rounded(.up))))
        for p in probabilities {
            var power = 1.0
            for k in sums.indices {
                power *= p
                sums[k] += power
            }
        }
        self.sums = sums
    }

    /// The distribution of the number of successes within nine standard deviations of the mean.
    var distribution: CountDistribution {
        let half = Int((Self.reach * deviation).rounded(.up))
        let (center, period) = (Int(mean.rounded()), 2 * half + 1)
        // P(X = k) = (1 + 2 Σ over j of Re(φ(t_j) e^{-i t_j k})) / period, t_j = 2 π j / period.
        let frequencies = Int((Self.reach / deviation * Double(period) / (2 * .pi)).rounded(.up))
        var masses = [Double](repeating: 1 / Double(period), count: period)
        for j in 1...max(1, min(frequencies, period / 2)) {
            let t = 2 * .pi * Double(j) / Double(period)
            let phi = logCharacteristic(at: t)
            let size = 2 * exp(phi.real) / Double(period)
            // Turning by a fixed angle is faster than a cosine for each count.
            let start = phi.imaginary - t * Double(center - half)
            var (real, imaginary) = (size * cos(start), size * sin(start))
            let (turnReal, turnImaginary) = (cos(t), -sin(t))
            for index in 0..<period {
                masses[index] += real
                (real, imaginary) = (
                    real * turnReal - imaginary * turnImaginary,
                    real * turnImaginary + imaginary * turnReal
                )
            }
        }
        let first = max(0, half - center)
        return CountDistribution(
            lowest: center - half + first, masses: masses[first...].map { max(0, $0) })
    }

    /// The logarithm of the characteristic function.
    private func logCharacteristic(at t: Double) -> (real: Double, imaginary: Double) {
        let w = (real: -2 * sin(t / 2) * sin(t / 2), imaginary: sin(t))
        var power = (real: 1.0, imaginary: 0.0)
        var sum = (real: 0.0, imaginary: 0.0)
        for (index, powerSum) in sums.enumerated() {
            power = (
                power.real * w.real - power.imaginary * w.imaginary,
                power.real * w.imaginary + power.imaginary * w.real
            )
            let weight = powerSum / Double(index + 1) * (index % 2 == 0 ? 1 : -1)
            sum.real += weight * power.real
            sum.imaginary += weight * power.imaginary
        }
        return sum
    }
}
