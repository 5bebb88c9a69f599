import Glibc

/// The mean of the probability functions of several counts of successes: the distribution of a count
/// whose trials have probabilities that are known only with error.
///
///     let mean = MeanCount(resamples.count) { resamples[$0].probabilities }
///     mean.range(level: 0.05)
///
/// Each count is Poisson-binomial. Small ones are convolved exactly. Large ones come from the mean of
/// their characteristic functions, which is right to 1e-14.
///
/// Source: the law of total probability; Hong, Y. (2013), On computing the distribution function for
/// the Poisson binomial distribution, Computational Statistics and Data Analysis 59, 41-51 (the
/// characteristic function).
public struct MeanCount: Sendable {
    private let distribution: PoissonBinomial

    /// The mean of some counts; nil without any.
    ///
    /// - Parameters:
    ///   - counts: how many there are.
    ///   - probabilities: the probability of success of each trial of a count, in `0...1`. It is asked
    ///     twice for each count.
    /// - Complexity: O(n σ) in the n trials of each small count, O(n) for large ones.
    public init?(_ counts: Int, probabilities: (Int) -> [Double]) {
        guard counts > 0 else { return nil }
        let mean =
            CharacteristicMean(counts, probabilities)?.distribution
            ?? Self.convolved(counts, probabilities)
        distribution = PoissonBinomial(mean, trials: mean.highest, mean: .nan, variance: .nan)
    }

    /// Trial by trial, in one buffer. Probabilities that have become negligible are left out at the upper
    /// end.
    private static func convolved(
        _ counts: Int, _ probabilities: (Int) -> [Double]
    ) -> CountDistribution {
        var sums: [Double] = []
        var masses: [Double] = []
        for index in 0..<counts {
            let own = probabilities(index)
            if masses.count < own.count + 1 {
                masses = Array(repeating: 0, count: own.count + 1)
                sums += Array(repeating: 0, count: own.count + 1 - sums.count)
            }
            masses[0] = 1
            var highest = 0
            for p in own {
                let q = 1 - p
                masses[highest + 1] = 0
                var below = 0.0
                for place in 0...highest + 1 {
                    let mass = masses[place]
                    masses[place] = mass * q + below * p
                    below = mass
                }
                if masses[highest + 1] > 1e-30 { highest += 1 }
            }
            for place in 0...highest { sums[place] += masses[place] }
        }
        return CountDistribution(lowest: 0, masses: sums.map { $0 / Double(counts) })
    }

    /// The smallest counts up to which at least `level / 2` and `1 - level / 2` of the probability
    /// lie, and the two-sided p-value `min(1, 2 min(P(X <= k), P(X >= k)))` of a count.
    ///
    /// Probabilities within 1e-12 of the level reach it, so that rounding does not move an end.
    ///
    /// - Parameters:
    ///   - level: the probability of lying outside, above 0 and below 1.
    ///   - observed: the count.
    /// - Returns: the range and the p-value.
    public func range(level: Double, observed: Int) -> (range: ClosedRange<Int>, p: Double) {
        let low = distribution.quantile(level / 2 - 1e-12)
        let high = distribution.quantile(1 - level / 2 - 1e-12)
        return (low...max(low, high), distribution.twoSidedP(observed))
    }
}

/// The mean of the characteristic functions of counts, from which their mean distribution follows.
///
/// With `w = e^{it} - 1` the characteristic function of one count is
///
///     Π (1 + p w) = exp(Σ over k of (-1)^{k+1} S_k w^k / k),  S_k = Σ p^k
///
/// It vanishes where |t| is far above 1 / σ, so that for a large σ only small w matter, and few
/// powers.
private struct CharacteristicMean {
    /// A smaller standard deviation needs so many powers that a convolution is faster.
    private static let leastDeviation = 4.0
    /// The characteristic function is below 1e-17 beyond this many `1 / σ`.
    private static let reach = 9.0
    /// The series converges fast where p |w| stays below this.
    private static let largestRatio = 0.7

    /// The count in the middle of the period.
    private let center: Int
    /// The counts that the period has on either side of it.
    private let half: Int
    /// The mean of the functions at `2 π j / period`, j from 1 on, turned back by the centre.
    private var values: [(real: Double, imaginary: Double)]

    /// The mean of some counts; nil where they are too small for the series.
    init?(_ counts: Int, _ probabilities: (Int) -> [Double]) {
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        var (least, most, largest) = (Double.infinity, 0.0, 0.0)
        var trials = 0
        for index in 0..<counts {
            var (mean, variance) = (0.0, 0.0)
            let own = probabilities(index)
            trials = own.count
            for p in own {
                mean += p
                variance += p * (1 - p)
                largest = max(largest, p)
            }
            (lowest, highest) = (min(lowest, mean), max(highest, mean))
            (least, most) = (min(least, variance), max(most, variance))
        }
        guard least.squareRoot() >= Self.leastDeviation else { return nil }
        let farthest = min(Double.pi, Self.reach / least.squareRoot())
        let ratio = 2 * sin(farthest / 2) * largest
        guard ratio < Self.largestRatio else { return nil }
        // The rest of the series is below `trials × ratio^k`, and must be below 1e-15.
        let powers = max(2, Int(((-35 - log(Double(trials))) / log(ratio)).rounded(.up)))
        let center = Int(((lowest + highest) / 2).rounded())
        half = Int((Self.reach * most.squareRoot() + (highest - lowest) / 2).rounded(.up)) + 1
        self.center = center
        let period = 2 * half + 1
        let frequencies = Int((farthest * Double(period) / (2 * .pi)).rounded(.up))
        let angles = (1...max(1, min(frequencies, half))).map {
            2 * .pi * Double($0) / Double(period)
        }
        values = angles.map { _ in (0, 0) }
        for index in 0..<counts {
            let sums = Self.powerSums(of: probabilities(index), powers)
            for (place, angle) in angles.enumerated() {
                let log = Self.logCharacteristic(sums, at: angle)
                let phase = log.imaginary - angle * Double(center)
                let size = exp(log.real) / Double(counts)
                values[place].real += size * cos(phase)
                values[place].imaginary += size * sin(phase)
            }
        }
    }

    /// The mean distribution within nine standard deviations of the means.
    var distribution: CountDistribution {
        let period = 2 * half + 1
        // P(X = k) = (1 + 2 Σ over j of Re(φ(t_j) e^{-i t_j k})) / period.
        var masses = [Double](repeating: 1 / Double(period), count: period)
        for (place, value) in values.enumerated() {
            let angle = 2 * .pi * Double(place + 1) / Double(period)
            // Turning by a fixed angle is faster than a cosine for each count.
            let turn = (real: cos(angle), imaginary: -sin(angle))
            let start = (real: cos(angle * Double(half)), imaginary: sin(angle * Double(half)))
            var now = (
                real: (value.real * start.real - value.imaginary * start.imaginary) * 2
                    / Double(period),
                imaginary: (value.real * start.imaginary + value.imaginary * start.real) * 2
                    / Double(period)
            )
            for index in 0..<period {
                masses[index] += now.real
                now = (
                    now.real * turn.real - now.imaginary * turn.imaginary,
                    now.real * turn.imaginary + now.imaginary * turn.real
                )
            }
        }
        let first = max(0, half - center)
        return CountDistribution(
            lowest: center - half + first, masses: masses[first...].map { max(0, $0) })
    }

    /// The sums of the first powers, eight probabilities at a time.
    private static func powerSums(of probabilities: [Double], _ powers: Int) -> [Double] {
        var sums = [SIMD8<Double>](repeating: .zero, count: powers)
        var start = 0
        while start < probabilities.count {
            var p = SIMD8<Double>.zero
            for lane in 0..<min(8, probabilities.count - start) {
                p[lane] = probabilities[start + lane]
            }
            var power = p
            for k in 0..<powers {
                sums[k] += power
                power *= p
            }
            start += 8
        }
        return sums.map { $0.sum() }
    }

    private static func logCharacteristic(
        _ sums: [Double], at t: Double
    ) -> (real: Double, imaginary: Double) {
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
